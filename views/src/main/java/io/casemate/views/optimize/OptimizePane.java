package io.casemate.views.optimize;

import io.casemate.engine.models.RevisionId;
import io.casemate.views.shell.Desk;
import javafx.scene.layout.StackPane;

/// One recipe, or a search with a goal: one of the two at a time, on the same revision.
final class OptimizePane extends StackPane {
    private final OptimizeView recipes;
    private final SearchView search;

    OptimizePane(Desk desk, OptimizeViewModel model) {
        recipes = new OptimizeView(desk, model, this::showSearch);
        search = new SearchView(desk, new SearchViewModel(desk), model, this::showRecipes);
        showRecipes();
    }

    private void showRecipes() {
        getChildren().setAll(recipes);
    }

    private void showSearch() {
        getChildren().setAll(search);
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
