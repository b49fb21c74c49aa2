package io.casemate.views.overview;

import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.kit.AppAction;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Screen;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// What wants a decision, how the fleet serves, and what happened last.
public final class OverviewScreen implements Screen {
    private final Desk desk;
    private final Runnable makeDemo;
    private final OverviewModel model;
    private final Subscriptions subscriptions = new Subscriptions();
    private @Nullable OverviewView view;

    /// @param makeDemo makes the demo model and imports it; returns at once
    public OverviewScreen(Desk desk, Runnable makeDemo) {
        this.desk = desk;
        this.makeDemo = makeDemo;
        model = new OverviewModel(desk);
    }

    @Override
    public String id() {
        return "overview";
    }

    @Override
    public String titleKey() {
        return "overview.title";
    }

    @Override
    public Ikon icon() {
        return Feather.GRID;
    }

    @Override
    public Parent open() {
        if (view == null) {
            view = new OverviewView(desk, model, makeDemo);
        }
        model.observe(subscriptions);
        return view.root();
    }

    @Override
    public void close() {
        subscriptions.close();
    }

    @Override
    public List<AppAction> actions() {
        return List.of(
                new AppAction(
                        "overview.demo",
                        "overview.demo",
                        Feather.PACKAGE,
                        Optional.empty(),
                        new SimpleBooleanProperty(true),
                        makeDemo,
                        false));
    }
}
