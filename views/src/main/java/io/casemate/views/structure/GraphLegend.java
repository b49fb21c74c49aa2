package io.casemate.views.structure;

import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What the colours of the graph mean.
final class GraphLegend extends VBox {
    private final Texts texts;

    GraphLegend(Texts texts) {
        this.texts = texts;
        getStyleClass().add("graph-legend");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setMouseTransparent(true);
    }

    void show(Colouring colouring) {
        getChildren().clear();
        for (Colouring.Meaning meaning : colouring.legend()) {
            var swatch = new Region();
            swatch.getStyleClass().addAll("graph-swatch", "graph-swatch-" + meaning.colour());
            var row = new HBox(swatch, Labels.of(texts.text(meaning.key()), "small"));
            row.getStyleClass().add("graph-legend-row");
            getChildren().add(row);
        }
    }
}
