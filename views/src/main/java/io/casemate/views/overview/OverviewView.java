package io.casemate.views.overview;

import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.lineage.Sentences;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.ScreenPane;
import io.casemate.views.kit.StatBlock;
import io.casemate.views.kit.Texts;
import io.casemate.views.shell.Desk;
import java.util.Comparator;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Lays the overview out: attention first, then figures, deployments and what happened last.
final class OverviewView {
    private static final double SIDE_WIDTH = 400;
    private static final int LEAST_ROWS = 4;
    private static final int MOST_ROWS = 9;
    private static final double ROW_HEIGHT = 36;

    private final Desk desk;
    private final Texts texts;
    private final Sentences sentences = new Sentences();
    private final Ages ages;
    private final OverviewModel model;
    private final VBox activity = new VBox();
    private final Parent root;

    OverviewView(Desk desk, OverviewModel model, Runnable makeDemo) {
        this.desk = desk;
        this.model = model;
        texts = desk.texts();
        ages = new Ages(texts);
        var guide = new FirstSteps(desk, makeDemo);
        model.registry.subscribe(guide::show);
        model.deployments.subscribe(guide::show);
        var attention = new AttentionList(desk);
        model.attention.subscribe(attention::show);
        HBox lower = lower();
        lower.setMinHeight(Region.USE_PREF_SIZE);
        VBox.setVgrow(lower, Priority.ALWAYS);
        var scroll =
                ScreenPane.scrolling(
                        "overview",
                        attention,
                        guide,
                        new HeroRow(texts, model),
                        lower,
                        ProblemCard.following(texts, model.commands.problemProperty()));
        scroll.setFitToHeight(true);
        root = scroll;
    }

    Parent root() {
        return root;
    }

    private HBox lower() {
        Panel deployments = deployments();
        Panel recent = recent();
        HBox.setHgrow(deployments, Priority.ALWAYS);
        recent.setMinWidth(SIDE_WIDTH);
        recent.setPrefWidth(SIDE_WIDTH);
        return new HBox(16, deployments, recent);
    }

    private Panel deployments() {
        Node table =
                LiveTable.of(
                        "overview-deployments",
                        model.rows.list(),
                        new EmptyState(
                                Feather.LAYERS,
                                texts.text("overview.deployments.empty"),
                                texts.text("overview.deployments.hint")),
                        List.of(
                                Columns.wide(
                                        Columns.text(
                                                texts.text("overview.column.name"),
                                                (ServingRow row) -> row.deployment().id().text()),
                                        180),
                                Columns.wide(
                                        Columns.node(
                                                texts.text("overview.column.state"),
                                                (ServingRow row) -> row.deployment().state(),
                                                state -> DeploymentStates.pill(texts, state),
                                                Comparator.naturalOrder()),
                                        110),
                                Columns.wide(
                                        Columns.number(
                                                texts.text("overview.column.requests"),
                                                ServingRow::requestsPerSecond,
                                                OverviewView::number),
                                        96),
                                Columns.wide(
                                        Columns.number(
                                                texts.text("overview.column.p99"),
                                                ServingRow::p99Micros,
                                                OverviewView::micros),
                                        96),
                                Columns.wide(
                                        Columns.number(
                                                texts.text("overview.column.errors"),
                                                ServingRow::errorShare,
                                                OverviewView::share),
                                        88)));
        ((Region) table)
                .prefHeightProperty()
                .bind(Bindings.size(model.rows.list()).map(OverviewView::tableHeight));
        model.figures.subscribe(figures -> markStale(table, figures.isStale()));
        return new Panel(texts.text("overview.deployments"), table)
                .flush()
                .tools(
                        Buttons.quiet(
                                "overview-all-deployments",
                                texts.text("overview.all"),
                                () -> desk.navigation().go("deployments")));
    }

    private static void markStale(Node node, boolean isStale) {
        node.pseudoClassStateChanged(PseudoClass.getPseudoClass("stale"), isStale);
    }

    private static double tableHeight(Number rows) {
        return (1 + Math.clamp(rows.intValue(), LEAST_ROWS, MOST_ROWS)) * ROW_HEIGHT;
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Figures.number(value) : StatBlock.UNKNOWN;
    }

    private static String share(double share) {
        return Double.isFinite(share) ? Figures.share(share).toString() : StatBlock.UNKNOWN;
    }

    private static String micros(double micros) {
        return Double.isFinite(micros) ? Figures.micros(micros).toString() : StatBlock.UNKNOWN;
    }

    private Panel recent() {
        activity.setId("overview-activity");
        model.activity.subscribe(this::showActivity);
        return new Panel(texts.text("overview.activity"), activity)
                .tools(
                        Buttons.quiet(
                                "overview-ledger",
                                texts.text("overview.all"),
                                () -> desk.navigation().go("ledger")));
    }

    private void showActivity(List<LedgerEntry> entries) {
        activity.getChildren()
                .setAll(
                        entries.isEmpty()
                                ? List.of(Labels.muted(texts.text("overview.activity.empty")))
                                : entries.stream().map(this::activityRow).toList());
    }

    private Node activityRow(LedgerEntry entry) {
        Label age = Labels.of("", "caption");
        age.setMinWidth(72);
        age.setAlignment(Pos.CENTER_RIGHT);
        age.textProperty().bind(model.now.map(now -> ages.ago(entry.time(), now)));
        Label sentence = Labels.wrapping(sentences.of(entry));
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        var row = new HBox(sentence, age);
        row.getStyleClass().add("activity-row");
        return row;
    }
}
