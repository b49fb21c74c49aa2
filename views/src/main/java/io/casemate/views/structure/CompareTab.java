package io.casemate.views.structure;

import io.casemate.engine.models.Revision;
import io.casemate.engine.structure.Change;
import io.casemate.engine.structure.Comparison;
import io.casemate.engine.structure.ModelStructure;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.kit.Choice;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.StatusPill;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What changed from another revision to the shown one.
final class CompareTab extends VBox {
    private final Texts texts;
    private final StructureViewModel model;
    private final LiveRows<Row> rows = new LiveRows<>(Row::number);
    private final VBox head = new VBox(8);
    private final VBox detail = new VBox(4);
    private final TableView<LiveRow<Row>> table;

    /// A change, numbered.
    private record Row(int number, Change change, String what) {}

    CompareTab(Texts texts, StructureViewModel model) {
        this.texts = texts;
        this.model = model;
        ComboBox<Revision> other =
                Choice.ofRevision("structure-other", model.revisions(), text("choose"));
        other.setAccessibleText(text("with"));
        other.valueProperty()
                .subscribe(chosen -> {
                    if (chosen != null) {
                        model.compare(chosen);
                    }
                });
        model.revisionProperty().subscribe(_ -> other.setValue(null));
        table = table();
        head.setMinHeight(USE_PREF_SIZE);
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(Labels.muted(text("with")), other, head, table, detail);
        model.comparisonProperty().subscribe(this::show);
        table.getSelectionModel()
                .selectedItemProperty()
                .subscribe(row -> choose(row == null ? null : row.value().change()));
    }

    private TableView<LiveRow<Row>> table() {
        return LiveTable.of(
                "structure-changes",
                rows.list(),
                Labels.wrapping(text("hint"), "muted"),
                List.of(
                        Columns.wide(
                                Columns.node(
                                        text("column.kind"),
                                        row -> row.change().kind(),
                                        this::pill,
                                        Comparator.<Change.Kind>naturalOrder()),
                                90),
                        Columns.wide(
                                Columns.text(
                                        text("column.node"),
                                        row -> ShortNames.of(row.change().node())),
                                150),
                        Columns.wide(Columns.text(text("column.what"), Row::what), 130)));
    }

    private StatusPill pill(Change.Kind kind) {
        return switch (kind) {
            case ADDED -> new StatusPill(Tone.GOOD, text("added"));
            case REMOVED -> new StatusPill(Tone.BAD, text("removed"));
            case CHANGED -> new StatusPill(Tone.WARNING, text("changed"));
        };
    }

    private void show(@Nullable Comparison comparison) {
        table.getSelectionModel().clearSelection();
        head.getChildren().clear();
        if (comparison == null) {
            rows.show(List.of());
            return;
        }
        var number = new AtomicInteger();
        rows.show(
                comparison.changes().stream()
                        .map(change -> new Row(number.getAndIncrement(), change, what(change)))
                        .toList());
        head.getChildren().add(Labels.wrapping(counts(comparison), "strong"));
        head.getChildren().add(totals(comparison));
        head.getChildren()
                .add(Labels.wrapping(text("operators") + ": " + operators(comparison), "small"));
    }

    private String counts(Comparison comparison) {
        if (comparison.changes().isEmpty()) {
            return text("same");
        }
        return text(
                "counts",
                Figures.count(comparison.count(Change.Kind.CHANGED)),
                Figures.count(comparison.count(Change.Kind.ADDED)),
                Figures.count(comparison.count(Change.Kind.REMOVED)),
                Figures.count(comparison.same()));
    }

    private KeyValueGrid totals(Comparison comparison) {
        var grid = new KeyValueGrid();
        grid.row(text("nodes"), both(comparison, one -> one.nodes().size(), true));
        grid.row(text("weights"), both(comparison, one -> one.head().allWeightBytes(), false));
        if (comparison.before().cost().isKnown() && comparison.after().cost().isKnown()) {
            grid.row(
                    text("flops"),
                    text(
                            "change",
                            Amounts.flops(comparison.before().cost().flops()),
                            Amounts.flops(comparison.after().cost().flops())));
        }
        return grid;
    }

    private String both(
            Comparison comparison, ToLongFunction<ModelStructure> figure, boolean isCount) {
        long before = figure.applyAsLong(comparison.before());
        long after = figure.applyAsLong(comparison.after());
        return text(
                "change",
                isCount ? Figures.count(before) : Amounts.bytes(before),
                isCount ? Figures.count(after) : Amounts.bytes(after));
    }

    private String operators(Comparison comparison) {
        return comparison.operators().isEmpty()
                ? text("nothing")
                : comparison.operators().entrySet().stream()
                        .map(entry ->
                                (entry.getValue() > 0 ? "+" : "−")
                                        + Math.abs(entry.getValue())
                                        + " "
                                        + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private String what(Change change) {
        return switch (change.kind()) {
            case ADDED, REMOVED -> change.node().opType();
            case CHANGED ->
                    change.differences().stream()
                            .map(one -> aspect(one.aspect().name()))
                            .distinct()
                            .collect(Collectors.joining(", "));
        };
    }

    private String aspect(String name) {
        return texts.text("structure.aspect." + name.toLowerCase(Locale.ROOT));
    }

    private void choose(@Nullable Change change) {
        detail.getChildren().clear();
        if (change == null) {
            return;
        }
        change.after().ifPresent(node -> model.reveal(node.id()));
        change.differences()
                .forEach(one -> {
                    Label name = Labels.of(aspect(one.aspect().name()) + " " + one.detail());
                    name.getStyleClass().add("caption");
                    String values = text("change", shown(one.before()), shown(one.after()));
                    detail.getChildren().addAll(name, Labels.wrapping(values, "mono"));
                });
    }

    private static String shown(String value) {
        return value.isEmpty() ? "–" : value;
    }

    private String text(String key, Object... arguments) {
        return texts.text("structure.compare." + key, arguments);
    }
}
