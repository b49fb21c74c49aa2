package io.casemate.views.structure;

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

/// Entry to the inspection screen.
public final class StructureScreen implements Screen {
    private final StructureViewModel model;
    private final StructureView view;
    private final Desk desk;
    private Subscription observation = () -> {};

    public StructureScreen(Desk desk) {
        this.desk = desk;
        model = new StructureViewModel(desk);
        view = new StructureView(desk, model);
    }

    @Override
    public String id() {
        return "structure";
    }

    @Override
    public String titleKey() {
        return "structure.title";
    }

    @Override
    public List<AppAction> actions() {
        return List.of(
                new AppAction(
                        "structure.inspect",
                        "structure.inspect",
                        Feather.SHARE_2,
                        Optional.empty(),
                        new SimpleBooleanProperty(true),
                        view::startChoosing,
                        false));
    }

    @Override
    public Ikon icon() {
        return Feather.SHARE_2;
    }

    @Override
    public Parent open() {
        observation.close();
        Subscription models = model.observe();
        Subscription hosts = view.observeHosts(desk);
        observation =
                () -> {
                    models.close();
                    hosts.close();
                };
        return view;
    }

    @Override
    public void close() {
        observation.close();
    }
}
