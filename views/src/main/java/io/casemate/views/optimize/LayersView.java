package io.casemate.views.optimize;

import io.casemate.engine.models.Revision;
import io.casemate.engine.qdq.LayerSensitivity;
import io.casemate.engine.qdq.LeftLayer;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Choice;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.RunningStep;
import io.casemate.views.shell.Desk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Lays out how well each layer of a revision bears INT8: a heat map, the same as a table, and the
/// variant that keeps some of them.
final class LayersView extends HBox {
    private static final double FORM_WIDTH = 380;

    private final Desk desk;
    private final LayersViewModel model;
    private final ObjectProperty<@Nullable Revision> parent;
    private final LiveRows<Row> rows = new LiveRows<>(Row::name);
    private final HeatMap map;
    private final Label count = Labels.of("", "caption");

    /// A layer as the table shows it.
    private record Row(
            String name, String operator, String weights, String output, String own, String fate) {}

    /// @param back shows the search again
    LayersView(Desk desk, LayersViewModel model, OptimizeViewModel sources, Runnable back) {
        this.desk = desk;
        this.model = model;
        this.parent = sources.parentProperty();
        setId("layers");
        getStyleClass().add("screen");
        map = new HeatMap(desk.texts(), model);
        count.setId("layers-count");
        Panel left =
                new Panel(text("title"), form(sources))
                        .tools(Buttons.quiet("layers-back", text("back"), back))
                        .wide(FORM_WIDTH);
        var heat = new Panel(text("map"), map, count).tools(ownSwitch());
        VBox.setVgrow(map, Priority.ALWAYS);
        var table = new Panel(text("table"), table()).flush();
        VBox.setVgrow(heat, Priority.ALWAYS);
        VBox.setVgrow(table, Priority.ALWAYS);
        var right = new VBox(16, heat, table);
        HBox.setHgrow(right, Priority.ALWAYS);
        getChildren().addAll(left, right);
        model.rankingProperty().subscribe(_ -> show());
        model.kept().addListener((InvalidationListener) _ -> show());
        parent.addListener((_, _, chosen) -> {
            if (chosen != null) {
                model.choose(chosen);
            }
        });
    }

    private VBox form(OptimizeViewModel sources) {
        ComboBox<Revision> parents =
                Choice.ofRevision(
                        "layers-parent",
                        sources.parents(),
                        desk.texts().text("optimize.parent.none"));
        parents.valueProperty().bindBidirectional(parent);
        ProblemCard problem =
                ProblemCard.following(desk.texts(), model.commands().problemProperty());
        problem.setId("layers-problem");
        Label done = Labels.wrapping("", "caption");
        done.setId("layers-made");
        done.textProperty().bind(model.madeProperty().map(this::words).orElse(""));
        return new VBox(
                12,
                parents,
                Labels.wrapping(text("about"), "caption"),
                buttons(),
                new RunningStep(model.commands()),
                done,
                problem);
    }

    private String words(@Nullable Revision made) {
        return made == null ? "" : text("made", made.id().digest().abbreviated());
    }

    private VBox buttons() {
        Button measure =
                Buttons.plain("layers-measure", text("measure"), () -> onParent(model::measure));
        Button make = Buttons.primary("layers-make", text("make"), () -> onParent(model::make));
        BooleanBinding isHeld = model.commands().busyProperty().or(parent.isNull());
        measure.disableProperty().bind(isHeld);
        make.disableProperty().bind(isHeld.or(Bindings.isEmpty(model.kept())));
        for (Button button : List.of(measure, make)) {
            button.setMaxWidth(Double.MAX_VALUE);
        }
        return new VBox(12, measure, make);
    }

    private void onParent(Consumer<Revision> act) {
        Revision chosen = parent.get();
        if (chosen != null) {
            act.accept(chosen);
        }
    }

    private ToggleButton ownSwitch() {
        var own = new ToggleButton(text("own.switch"));
        own.setId("layers-own");
        own.getStyleClass().add("tight");
        own.selectedProperty().subscribe(map::own);
        return own;
    }

    private TableView<LiveRow<Row>> table() {
        var empty = new EmptyState(Feather.GRID, text("empty"), text("empty.hint"));
        TableView<LiveRow<Row>> table =
                LiveTable.of(
                        "layers-table",
                        rows.list(),
                        empty,
                        List.of(
                                Columns.wide(Columns.text(text("column.name"), Row::name), 220),
                                Columns.wide(
                                        Columns.text(text("column.operator"), Row::operator), 120),
                                Columns.wide(
                                        Columns.figures(text("column.weights"), Row::weights), 90),
                                Columns.wide(
                                        Columns.figures(text("column.output"), Row::output), 100),
                                Columns.wide(Columns.figures(text("column.own"), Row::own), 100),
                                Columns.wide(Columns.text(text("column.fate"), Row::fate), 220)));
        table.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                toggle(table);
            }
        });
        table.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.SPACE) {
                toggle(table);
                key.consume();
            }
        });
        return table;
    }

    private void toggle(TableView<LiveRow<Row>> table) {
        LiveRow<Row> row = table.getSelectionModel().getSelectedItem();
        boolean isLayer =
                row != null && model.rankingProperty().get().names().contains(row.value().name());
        if (isLayer) {
            String name = row.value().name();
            model.keep(name, !model.kept().contains(name));
        }
    }

    private void show() {
        var all = new ArrayList<Row>();
        model.rankingProperty().get().inGraphOrder().forEach(layer -> all.add(row(layer)));
        model.rankingProperty().get().left().forEach(layer -> all.add(row(layer)));
        rows.show(all);
        count.setText(
                text(
                        "count",
                        model.kept().size(),
                        model.rankingProperty().get().layers().size(),
                        model.rankingProperty().get().left().size()));
    }

    private Row row(LayerSensitivity layer) {
        return new Row(
                layer.name(),
                layer.operator(),
                AttemptWords.text("%,d", layer.parameters()),
                LayerWords.decibels(desk.texts(), layer.snrDb()),
                LayerWords.decibels(desk.texts(), layer.ownDb()),
                text(model.kept().contains(layer.name()) ? "fate.kept" : "fate.int8"));
    }

    private Row row(LeftLayer layer) {
        return new Row(
                layer.name(), layer.operator(), "", "", "", text("fate.left", layer.reason()));
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text("optimize.layers." + key, arguments);
    }
}
