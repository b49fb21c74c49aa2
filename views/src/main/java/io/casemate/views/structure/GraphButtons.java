package io.casemate.views.structure;

import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Texts;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// Zoom and blocks, in a corner of the graph.
final class GraphButtons extends VBox {
    private final Texts texts;

    GraphButtons(Texts texts, StructureViewModel model, GraphCanvas graph) {
        this.texts = texts;
        getStyleClass().addAll("graph-legend", "graph-buttons");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren()
                .addAll(
                        button("zoom-in", Feather.ZOOM_IN, "zoom.in", () -> graph.zoom(true)),
                        button("zoom-out", Feather.ZOOM_OUT, "zoom.out", () -> graph.zoom(false)),
                        button("fit", Feather.MAXIMIZE, "zoom.fit", graph::fit),
                        button(
                                "expand",
                                Feather.PLUS_SQUARE,
                                "expand",
                                () -> model.expandAll(true)),
                        button(
                                "collapse",
                                Feather.MINUS_SQUARE,
                                "collapse",
                                () -> model.expandAll(false)));
    }

    private Button button(String id, Ikon icon, String key, Runnable run) {
        return Buttons.icon("structure-" + id, icon, texts.text("structure." + key), run);
    }
}
