package io.casemate.views.models;

import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.engine.tensors.Port;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.CopyLabel;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.StatusPill;
import io.casemate.views.kit.Tone;
import io.casemate.views.kit.chart.CompareBars;
import io.casemate.views.shell.Desk;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Lays the screen out and binds it. Decides nothing: every choice is in [ModelsViewModel].
final class ModelsView extends HBox {
    private static final int OPERATORS = 8;

    private final Desk desk;
    private final ModelsViewModel model;
    private final TableView<LiveRow<Revision>> table;
    private final VBox detail = new VBox(16);

    ModelsView(Desk desk, ModelsViewModel model) {
        this.desk = desk;
        this.model = model;
        setId("models");
        getStyleClass().add("screen");
        table = table();
        Panel list =
                new Panel(text("models.list"), table)
                        .tools(
                                Buttons.primary(
                                        "models-import", text("models.import"), this::openImport))
                        .flush();
        HBox.setHgrow(list, Priority.ALWAYS);
        detail.setMinWidth(400);
        detail.setPrefWidth(400);
        getChildren().addAll(list, detail);
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((_, _, row) -> showDetail(row == null ? null : row.value()));
        showDetail(null);
    }

    void openImport() {
        desk.sheets().show(new ImportSheet(desk, model).sheet());
    }

    private TableView<LiveRow<Revision>> table() {
        var empty =
                new EmptyState(
                        Feather.BOX,
                        text("models.empty"),
                        text("models.empty.hint"),
                        Buttons.plain(
                                "models-import-first", text("models.import"), this::openImport));
        return LiveTable.of(
                "models-table",
                model.rows(),
                empty,
                List.of(
                        Columns.wide(
                                Columns.text(
                                        text("models.name"), revision -> revision.model().text()),
                                180),
                        Columns.mono(
                                text("models.revision"),
                                revision -> revision.id().digest().abbreviated()),
                        Columns.node(
                                text("models.stage"),
                                Revision::stage,
                                this::pill,
                                Comparator.<Stage>naturalOrder()),
                        Columns.number(text("models.size"), Revision::bytes, Object::toString),
                        Columns.text(text("models.origin"), this::origin)));
    }

    private StatusPill pill(Stage stage) {
        return switch (stage) {
            case INSPECTED -> new StatusPill(Tone.ACCENT, text("models.stage.inspected"));
            case VERIFIED -> new StatusPill(Tone.GOOD, text("models.stage.verified"));
            case RETIRED -> new StatusPill(Tone.NEUTRAL, text("models.stage.retired"));
        };
    }

    private String origin(Revision revision) {
        return switch (revision.origin()) {
            case Origin.Imported(String source) -> text("models.origin.imported", source);
            case Origin.Quantized(var parent, var card) ->
                    text("models.origin.quantized", card.recipe(), parent.digest().abbreviated());
        };
    }

    private void showDetail(@Nullable Revision revision) {
        detail.setVisible(revision != null);
        detail.setManaged(revision != null);
        if (revision != null) {
            detail.getChildren().setAll(facts(revision), operators(revision.facts()));
        }
    }

    private Panel facts(Revision revision) {
        ModelFacts facts = revision.facts();
        var digest = new CopyLabel(desk.texts());
        digest.show(revision.id().digest().abbreviated(), revision.id().toString());
        var grid =
                new KeyValueGrid()
                        .row(text("models.revision"), digest)
                        .row(text("models.created"), Ages.exact(revision.created()))
                        .row(text("models.origin"), origin(revision))
                        .row(text("models.golden"), text(golden(revision)))
                        .row(text("models.producer"), facts.producer())
                        .row(text("models.opsets"), opsets(facts))
                        .row(text("models.nodes"), Figures.count(facts.nodes()))
                        .row(text("models.parameters"), Figures.count(facts.parameters()))
                        .row(text("models.inputs"), ports(facts.inputs()))
                        .row(text("models.outputs"), ports(facts.outputs()))
                        .row(text("models.variants"), variants(revision));
        return new Panel(revision.model().text(), grid);
    }

    private static String golden(Revision revision) {
        return revision.golden().isPresent() ? "models.golden.yes" : "models.golden.no";
    }

    private static String opsets(ModelFacts facts) {
        return facts.opsets().entrySet().stream()
                .map(set ->
                        (set.getKey().isEmpty() ? "ai.onnx" : set.getKey()) + " " + set.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Node ports(List<Port> ports) {
        var lines = new VBox(4);
        ports.forEach(port ->
                lines.getChildren()
                        .add(Labels.mono(port.name() + " " + port.datatype() + port.shape())));
        return lines;
    }

    private String variants(Revision revision) {
        List<Revision> variants = model.variantsOf(revision);
        return variants.isEmpty()
                ? text("models.variants.none")
                : variants.stream()
                        .map(variant -> variant.id().digest().abbreviated())
                        .collect(Collectors.joining(", "));
    }

    private Panel operators(ModelFacts facts) {
        var bars = new CompareBars();
        bars.show(
                facts.operators().entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(OPERATORS)
                        .map(entry ->
                                new CompareBars.Bar(
                                        entry.getKey(),
                                        entry.getValue(),
                                        Figures.count(entry.getValue()),
                                        1))
                        .toList());
        return new Panel(text("models.operators"), bars);
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text(key, arguments);
    }
}
