package io.casemate.views.models;

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

/// Entry to the models screen.
public final class ModelsScreen implements Screen {
    private final ModelsViewModel model;
    private final ModelsView view;
    private Subscription observation = () -> {};

    public ModelsScreen(Desk desk) {
        model = new ModelsViewModel(desk);
        view = new ModelsView(desk, model);
    }

    @Override
    public String id() {
        return "models";
    }

    @Override
    public String titleKey() {
        return "models.title";
    }

    @Override
    public List<AppAction> actions() {
        return List.of(
                new AppAction(
                        "models.import",
                        "models.import.title",
                        Feather.DOWNLOAD,
                        Optional.empty(),
                        new SimpleBooleanProperty(true),
                        view::openImport,
                        false));
    }

    @Override
    public Ikon icon() {
        return Feather.BOX;
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
