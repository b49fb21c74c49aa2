package io.casemate.views.models;

import io.casemate.engine.lineage.Lineage;
import io.casemate.engine.models.RevisionId;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.CubicCurve;

/// A lineage as cards from left to right, each joined to what it was made from. A click on a
/// revision or deployment chooses the revision.
final class LineageGraph extends Pane {
    private static final double WIDTH = 184;
    private static final double HEIGHT = 54;
    private static final double GAP = 40;
    private static final double ROW = 66;

    private final Texts texts;
    private final Consumer<RevisionId> select;
    private final Map<String, VBox> cards = new HashMap<>();
    private int rows;
    private int columns;

    LineageGraph(Texts texts, Consumer<RevisionId> select) {
        this.texts = texts;
        this.select = select;
        setId("lineage-graph");
    }

    void show(Lineage lineage) {
        getChildren().clear();
        cards.clear();
        rows = 0;
        columns = 0;
        place(lineage, lineage.nodes().getFirst(), 0);
        setMinSize(columns * (WIDTH + GAP) - GAP, rows * ROW);
        setPrefSize(getMinWidth(), getMinHeight());
        lineage.edges().forEach(edge -> getChildren().addFirst(line(edge)));
    }

    /// Places `node` in the row of its first child, and each further child below the one before.
    private void place(Lineage lineage, Lineage.Node node, int column) {
        int row = rows;
        columns = Math.max(columns, column + 1);
        VBox card = card(lineage, node);
        card.relocate(column * (WIDTH + GAP), row * ROW);
        cards.put(node.id(), card);
        getChildren().add(card);
        var children = lineage.from(node);
        if (children.isEmpty()) {
            rows++;
        }
        children.forEach(edge -> place(lineage, lineage.node(edge.to()), column + 1));
    }

    private VBox card(Lineage lineage, Lineage.Node node) {
        var card = new VBox(2, Labels.of(title(lineage, node), "strong"), detail(node));
        card.getStyleClass().addAll("panel", "lineage-card");
        card.setMinSize(WIDTH, HEIGHT);
        card.setPrefSize(WIDTH, HEIGHT);
        card.setMaxSize(WIDTH, HEIGHT);
        boolean isFocus = node.id().equals(lineage.focus().toString());
        (isFocus ? Tone.ACCENT : Tone.NEUTRAL).paint(card);
        if (isFocus) {
            card.getStyleClass().add("chosen");
        }
        var tip = new StringBuilder(node.title());
        node.facts().forEach((name, value) -> tip.append('\n').append(name + ": " + value));
        lineage.edges().stream()
                .filter(edge -> edge.to().equals(node.id()))
                .forEach(edge -> {
                    tip.append(
                            "\n%s by %s, %s".formatted(edge.action(), edge.actor(), edge.time()));
                    edge.parameters()
                            .forEach((name, value) -> tip.append('\n').append(name + ": " + value));
                });
        Tooltip.install(card, new Tooltip(tip.toString()));
        node.revision().ifPresent(id -> makeButton(card, id));
        return card;
    }

    /// {@return its name; of a variant, how it was made}
    private static String title(Lineage lineage, Lineage.Node node) {
        return lineage.edges().stream()
                .filter(edge -> edge.to().equals(node.id()))
                .flatMap(edge -> Optional.ofNullable(edge.parameters().get("recipe")).stream())
                .findFirst()
                .orElse(node.title());
    }

    private void makeButton(VBox card, RevisionId id) {
        card.setFocusTraversable(true);
        card.setAccessibleRole(AccessibleRole.BUTTON);
        card.setOnMouseClicked(_ -> select.accept(id));
        card.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER || key.getCode() == KeyCode.SPACE) {
                select.accept(id);
                key.consume();
            }
        });
    }

    private Label detail(Lineage.Node node) {
        return switch (node.kind()) {
            case SOURCE -> Labels.muted(texts.text("models.lineage.source"));
            case REVISION ->
                    Labels.of(
                            node.revision().map(id -> id.digest().abbreviated()).orElse("")
                                    + " "
                                    + node.facts().getOrDefault("stage", ""),
                            "mono",
                            "muted");
            case DEPLOYMENT ->
                    Labels.muted(
                            Optional.ofNullable(node.facts().get("until"))
                                    .map(Instant::parse)
                                    .map(Ages::exact)
                                    .map(until -> texts.text("models.lineage.until", until))
                                    .orElse(texts.text("models.stage.serving")));
        };
    }

    private CubicCurve line(Lineage.Edge edge) {
        VBox from = cards.get(edge.from());
        VBox to = cards.get(edge.to());
        double startX = from.getLayoutX() + WIDTH;
        double startY = from.getLayoutY() + HEIGHT / 2;
        double endX = to.getLayoutX();
        double endY = to.getLayoutY() + HEIGHT / 2;
        double middle = (startX + endX) / 2;
        var line = new CubicCurve(startX, startY, middle, startY, middle, endY, endX, endY);
        line.getStyleClass().add("lineage-edge");
        return line;
    }
}
