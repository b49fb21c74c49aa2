package io.casemate.views.optimize;

import io.casemate.engine.models.RevisionId;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import javafx.scene.layout.StackPane;

/// One recipe, a search with a goal, or the layers: one of them at a time, on the same revision.
final class OptimizePane extends StackPane {
    private final OptimizeView recipes;
    private final SearchView search;
    private final LayersView layers;
    private final LayersViewModel layersModel;
    private final SearchViewModel searchModel;
    private final OptimizeViewModel sources;

    OptimizePane(Desk desk, OptimizeViewModel model) {
        recipes = new OptimizeView(desk, model, this::showSearch);
        sources = model;
        searchModel = new SearchViewModel(desk);
        layersModel = new LayersViewModel(desk);
        search =
                new SearchView(
                        desk,
                        searchModel,
                        model,
                        new SearchView.Ways(this::showRecipes, this::showLayers));
        layers = new LayersView(desk, layersModel, model, this::showSearch);
        showRecipes();
    }

    private void showRecipes() {
        getChildren().setAll(recipes);
    }

    private void showSearch() {
        getChildren().setAll(search);
    }

    /// With what the last search has measured of them, if it had to.
    private void showLayers() {
        searchModel
                .searched()
                .ifPresent(searched ->
                        searchModel
                                .stateProperty()
                                .get()
                                .ranking()
                                .ifPresent(ranking -> {
                                    sources.choose(searched.id());
                                    layersModel.show(searched.id(), ranking);
                                }));
        getChildren().setAll(layers);
    }

    /// Starts what the parts watch.
    void observe(Subscriptions held) {
        searchModel.observe(held);
    }

    void startChoosing() {
        showRecipes();
        recipes.startChoosing();
    }

    void startWith(RevisionId id) {
        showRecipes();
        recipes.startWith(id);
    }
}
