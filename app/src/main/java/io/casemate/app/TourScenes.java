package io.casemate.app;

import io.casemate.engine.models.Revision;
import io.casemate.views.shell.Intent;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;

/// Pictures of what is seen only after something was chosen: a lineage, a graph and what its tabs
/// say, a result, a moment of the past, a sheet.
///
/// @param parent a revision that was imported
/// @param variant a revision that was made from it
record TourScenes(TourPictures pictures, Revision parent, Revision variant) {
    private static final List<String> TABS =
            List.of("node", "summary", "operators", "nodes", "hosts", "compare");

    void take() throws IOException {
        pictures.take("models-lineage", to(new Intent.Describe(variant.id())));
        graph();
        pictures.take(
                "optimize-result",
                to(new Intent.Quantize(parent.id()))
                        .andThen(shown ->
                                find(shown, "#optimize-variants", TableView.class)
                                        .getSelectionModel()
                                        .select(0)));
        past();
        pictures.take("deploy-sheet", to(new Intent.Deploy(variant.id())));
        pictures.take("palette", press("#deploy-cancel").andThen(press("#open-palette")));
    }

    private void graph() throws IOException {
        pictures.take("structure-graph", to(new Intent.Inspect(variant.id())));
        pictures.take("structure-blocks", press("#structure-collapse"));
        pictures.take("structure-expanded", press("#structure-expand"));
        for (String tab : List.of("summary", "operators", "nodes", "hosts")) {
            pictures.take("structure-" + tab, tab(tab));
        }
        pictures.take(
                "structure-compare",
                tab("compare").andThen(shown -> choose(shown, "#structure-other", parent)));
    }

    private void past() throws IOException {
        pictures.take(
                "ledger-moment",
                shown -> {
                    shown.window().go("ledger");
                    find(shown, "#ledger-look", ToggleButton.class).setSelected(true);
                    var slider = find(shown, "#moment-slider", Slider.class);
                    slider.setValue(slider.getMax() - 2);
                });
    }

    private static Consumer<OpenWindow> to(Intent intent) {
        return shown -> shown.navigation().go(intent);
    }

    private static Consumer<OpenWindow> press(String button) {
        return shown -> find(shown, button, ButtonBase.class).fire();
    }

    private static Consumer<OpenWindow> tab(String name) {
        return shown ->
                find(shown, "#structure-tabs", TabPane.class)
                        .getSelectionModel()
                        .select(TABS.indexOf(name));
    }

    @SuppressWarnings("unchecked")
    private static void choose(OpenWindow shown, String box, Revision revision) {
        find(shown, box, ComboBox.class).setValue(revision);
    }

    private static <N extends Node> N find(OpenWindow shown, String id, Class<N> type) {
        return type.cast(shown.window().scene().lookup(id));
    }
}
