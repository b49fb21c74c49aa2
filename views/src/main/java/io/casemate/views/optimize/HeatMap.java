package io.casemate.views.optimize;

import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.qdq.LayerSensitivity;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import java.util.HashMap;
import java.util.Map;
import javafx.collections.SetChangeListener;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The layers in the order of the graph, a cell each, coloured by their error. A click or the space
/// bar keeps a layer in floating point; arrows go from cell to cell.
final class HeatMap extends VBox {
    private final Texts texts;
    private final LayersViewModel model;
    private final FlowPane cells = new FlowPane(4, 4);
    private final Map<String, ToggleButton> byName = new HashMap<>();
    private boolean isOwn;

    HeatMap(Texts texts, LayersViewModel model) {
        super(12);
        this.texts = texts;
        this.model = model;
        setId("heat-map");
        var scroll = new ScrollPane(cells);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, javafx.scene.layout.Priority.ALWAYS);
        getChildren().addAll(legend(), scroll);
        model.rankingProperty().subscribe(this::show);
        model.kept()
                .addListener(
                        (SetChangeListener<String>)
                                change -> {
                                    String name =
                                            change.wasAdded()
                                                    ? change.getElementAdded()
                                                    : change.getElementRemoved();
                                    cells(model.rankingProperty().get(), name);
                                });
    }

    /// @param own whether cells tell the error of the layer's own value instead of the outputs'
    void own(boolean own) {
        isOwn = own;
        show(model.rankingProperty().get());
    }

    private HBox legend() {
        var row = new HBox(6, Labels.of(texts.text("optimize.layers.scale"), "caption"));
        row.getStyleClass().add("heat-legend");
        for (int step = 1; step <= HeatScale.steps(); step++) {
            var swatch = new Region();
            swatch.getStyleClass().addAll("heat-swatch", HeatScale.styleClass(step));
            row.getChildren().addAll(swatch, Labels.of(HeatScale.words(step), "caption"));
        }
        return row;
    }

    private void show(LayerRanking ranking) {
        byName.clear();
        cells.getChildren().setAll(ranking.inGraphOrder().stream().map(this::cell).toList());
    }

    private ToggleButton cell(LayerSensitivity layer) {
        double decibels = isOwn ? layer.ownDb() : layer.snrDb();
        var cell = new ToggleButton();
        cell.setId("heat-" + layer.place());
        cell.getStyleClass().setAll("heat-cell", HeatScale.styleClass(decibels));
        cell.setSelected(model.kept().contains(layer.name()));
        cell.selectedProperty().addListener((_, _, isKept) -> model.keep(layer.name(), isKept));
        cell.setTooltip(new Tooltip());
        byName.put(layer.name(), cell);
        tell(cell, layer);
        return cell;
    }

    private void cells(LayerRanking ranking, String name) {
        ranking.layers().stream()
                .filter(layer -> layer.name().equals(name) && byName.containsKey(name))
                .forEach(layer -> {
                    ToggleButton cell = byName.get(name);
                    cell.setSelected(model.kept().contains(name));
                    tell(cell, layer);
                });
    }

    private void tell(ToggleButton cell, LayerSensitivity layer) {
        double decibels = isOwn ? layer.ownDb() : layer.snrDb();
        String words = LayerWords.whole(texts, layer, cell.isSelected());
        cell.setText(
                cell.isSelected()
                        ? texts.text("optimize.layers.float.brief")
                        : LayerWords.brief(decibels));
        cell.setAccessibleText(words);
        cell.getTooltip().setText(words);
    }
}
