package io.casemate.views.optimize;

import io.casemate.engine.feed.Subscription;
import io.casemate.views.kit.AppAction;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Screen;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the optimize screen.
public final class OptimizeScreen implements Screen {
    private final OptimizeViewModel model;
    private final OptimizeView view;
    private final StackPane pane = new StackPane();
    private final SearchView search;
    private Subscription observation = () -> {};

    public OptimizeScreen(Desk desk) {
        model = new OptimizeViewModel(desk);
        view = new OptimizeView(desk, model, this::search);
        search =
                new SearchView(
                        desk, new SearchViewModel(desk), model.parentProperty(), this::recipes);
        recipes();
    }

    private void recipes() {
        pane.getChildren().setAll(view);
    }

    private void search() {
        pane.getChildren().setAll(search);
    }

    @Override
    public String id() {
        return "optimize";
    }

    @Override
    public String titleKey() {
        return "optimize.title";
    }

    @Override
    public List<AppAction> actions() {
        return List.of(
                new AppAction(
                        "optimize.quantize",
                        "optimize.quantize",
                        Feather.MINIMIZE_2,
                        Optional.empty(),
                        new SimpleBooleanProperty(true),
                        this::startChoosing,
                        false));
    }

    private void startChoosing() {
        recipes();
        view.startChoosing();
    }

    @Override
    public Ikon icon() {
        return Feather.MINIMIZE_2;
    }

    @Override
    public Parent open() {
        observation.close();
        observation = model.observe();
        return pane;
    }

    @Override
    public void close() {
        observation.close();
    }
}
