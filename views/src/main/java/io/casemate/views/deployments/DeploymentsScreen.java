package io.casemate.views.deployments;

import io.casemate.engine.feed.Subscription;
import io.casemate.views.kit.AppAction;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Screen;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Parent;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the deployments screen.
public final class DeploymentsScreen implements Screen {
    private final DeploymentsViewModel model;
    private final DeploymentsView view;
    private Subscription observation = () -> {};

    public DeploymentsScreen(Desk desk) {
        model = new DeploymentsViewModel(desk);
        view = new DeploymentsView(desk, model);
    }

    @Override
    public String id() {
        return "deployments";
    }

    @Override
    public String titleKey() {
        return "deployments.title";
    }

    @Override
    public Ikon icon() {
        return Feather.PLAY_CIRCLE;
    }

    @Override
    public Parent open() {
        observation.close();
        observation = model.observe();
        return view;
    }

    @Override
    public void close() {
        observation.close();
    }

    @Override
    public List<AppAction> actions() {
        return List.of(
                action("deployments.deploy", Feather.PLUS, view::openDeploy),
                action("deployments.load", Feather.ZAP, view::openLoad));
    }

    private static AppAction action(String key, Ikon icon, Runnable run) {
        return new AppAction(
                key, key, icon, Optional.empty(), new SimpleBooleanProperty(true), run, false);
    }
}
