package io.casemate.views.models;

import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.tensors.Port;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.CopyLabel;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.chart.CompareBars;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Intent;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// What is known of one revision: facts, lineage, operators, and what can be done with it.
final class RevisionDetail extends VBox {
    private static final double WIDTH = 400;
    private static final int OPERATORS = 8;

    private final Desk desk;
    private final ModelsViewModel model;
    private final Consumer<RevisionId> select;

    /// @param select shows another revision, such as the parent
    RevisionDetail(Desk desk, ModelsViewModel model, Consumer<RevisionId> select) {
        super(16);
        this.desk = desk;
        this.model = model;
        this.select = select;
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
    }

    void show(Revision revision) {
        getChildren()
                .setAll(
                        facts(revision),
                        new RevisionCard(desk, model.registry(), revision),
                        operators(revision.facts()));
    }

    private Panel facts(Revision revision) {
        ModelFacts facts = revision.facts();
        var digest = CopyLabel.of(desk.texts(), revision.id());
        var grid = new KeyValueGrid().row(text("models.revision"), digest);
        lineage(grid, revision);
        grid.row(text("models.created"), Ages.exact(revision.created()))
                .row(text("models.golden"), text(ModelsView.golden(revision)))
                .row(text("models.producer"), facts.producer())
                .row(text("models.opsets"), opsets(facts))
                .row(text("models.nodes"), Figures.count(facts.nodes()))
                .row(text("models.parameters"), Figures.count(facts.parameters()))
                .row(text("models.inputs"), ports(facts.inputs()))
                .row(text("models.outputs"), ports(facts.outputs()));
        return tools(new Panel(revision.model().text(), grid), revision);
    }

    private Panel tools(Panel panel, Revision revision) {
        var deploy =
                Buttons.plain(
                        "models-deploy",
                        text("models.deploy"),
                        () -> desk.navigation().go(new Intent.Deploy(revision.id())));
        panel.tools(
                Buttons.plain(
                        "models-inspect",
                        text("models.inspect"),
                        () -> desk.navigation().go(new Intent.Inspect(revision.id()))));
        if (revision.origin() instanceof Origin.Quantized) {
            return panel.tools(deploy);
        }
        var quantize =
                Buttons.plain(
                        "models-quantize",
                        text("models.quantize"),
                        () -> desk.navigation().go(new Intent.Quantize(revision.id())));
        return panel.tools(quantize, deploy);
    }

    private void lineage(KeyValueGrid grid, Revision revision) {
        switch (revision.origin()) {
            case Origin.Imported(String source) ->
                    grid.row(text("models.origin"), text("models.origin.imported", source));
            case Origin.Quantized(RevisionId parent, var card) ->
                    grid.row(text("models.parent"), links(List.of(parent)))
                            .row(text("models.recipe"), card.recipe());
        }
        List<RevisionId> variants = model.variantsOf(revision).stream().map(Revision::id).toList();
        if (!variants.isEmpty()) {
            grid.row(text("models.variants"), links(variants));
        }
    }

    private Node links(List<RevisionId> revisions) {
        var links = new FlowPane(8, 4);
        for (RevisionId id : revisions) {
            var link = new Hyperlink(id.digest().abbreviated());
            link.getStyleClass().addAll("mono", "lineage-link");
            link.setOnAction(_ -> select.accept(id));
            links.getChildren().add(link);
        }
        return links;
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
