package io.casemate.views.trust;

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

/// Entry to the trust screen.
public final class TrustScreen implements Screen {
    private final TrustViewModel model;
    private final TrustView view;
    private Subscription observation = () -> {};

    public TrustScreen(Desk desk) {
        model = new TrustViewModel(desk);
        view = new TrustView(desk, model);
    }

    @Override
    public String id() {
        return "trust";
    }

    @Override
    public String titleKey() {
        return "trust.title";
    }

    @Override
    public List<AppAction> actions() {
        return List.of(
                new AppAction(
                        "trust.add",
                        "trust.add.title",
                        Feather.KEY,
                        Optional.empty(),
                        new SimpleBooleanProperty(true),
                        view::openAdd,
                        false));
    }

    @Override
    public Ikon icon() {
        return Feather.SHIELD;
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
}
