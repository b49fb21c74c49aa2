package io.casemate.views.optimize;

import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.Differences;
import io.casemate.engine.models.GateVerdict.Check;
import io.casemate.engine.models.MetricScore;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.StatusPill;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// What was measured of one candidate, and what the gate says to it.
final class EvidencePanel extends ScrollPane {
    private static final int MOST_CLASSES = 8;

    private final Texts texts;
    private final VBox content = new VBox(12);

    EvidencePanel(Texts texts) {
        this.texts = texts;
        setId("search-evidence");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().add("edge-to-edge");
        setContent(content);
        show(null);
    }

    void show(@Nullable Attempt attempt) {
        switch (attempt) {
            case null ->
                    content.getChildren()
                            .setAll(
                                    new EmptyState(
                                            Feather.CROSSHAIR,
                                            text("evidence.empty"),
                                            text("evidence.hint")));
            case Attempt.Measured one -> measured(one);
            case Attempt.TooInaccurate one -> {
                KeyValueGrid grid = head(one);
                outputs(grid, one.ranking());
                content.getChildren()
                        .setAll(
                                pill(one, Tone.BAD),
                                grid,
                                Labels.wrapping(one.ranking().basis(), "caption"));
            }
            case Attempt.Failed one ->
                    content.getChildren()
                            .setAll(
                                    pill(one, Tone.NEUTRAL),
                                    new KeyValueGrid()
                                            .row(text("recipe"), one.recipe().name())
                                            .row(text("code"), one.problem().code().id()),
                                    Labels.wrapping(one.problem().why()));
        }
    }

    private void measured(Attempt.Measured one) {
        KeyValueGrid grid = head(one);
        outputs(grid, one.report());
        one.report()
                .differences()
                .flatMap(Differences::flips)
                .ifPresent(flips ->
                        grid.row(
                                text("flips"),
                                text(
                                        "flips.of",
                                        flips.flips(),
                                        flips.decisions(),
                                        AttemptWords.text("%.1f", 100 * flips.low()),
                                        AttemptWords.text("%.1f", 100 * flips.high()))));
        one.report()
                .differences()
                .flatMap(Differences::metric)
                .ifPresent(metric -> metric(grid, metric));
        grid.row(text("interval"), AttemptWords.interval(one.latency()));
        grid.row(text("latency"), text("latency.p50", latency(one)));
        Tone tone = one.verdict().isPassed() ? Tone.GOOD : Tone.WARNING;
        content.getChildren().setAll(pill(one, tone), grid);
        one.verdict().checks().stream()
                .map(EvidencePanel::line)
                .forEach(content.getChildren()::add);
    }

    private void metric(KeyValueGrid grid, MetricScore metric) {
        MetricScore.Estimate variant = metric.variant();
        MetricScore.Estimate loss = metric.loss();
        grid.row(
                        text("metric", metric.metric()),
                        text(
                                "metric.of",
                                figure(variant.value()),
                                figure(variant.low()),
                                figure(variant.high()),
                                figure(metric.parent().value())))
                .row(
                        text("metric.loss"),
                        text(
                                "metric.loss.of",
                                AttemptWords.text("%.2f", 100 * loss.value()),
                                AttemptWords.text("%.2f", 100 * loss.low()),
                                AttemptWords.text("%.2f", 100 * loss.high())));
        String worse =
                metric.classes().stream()
                        .filter(one -> one.variantRight() < one.parentRight())
                        .limit(MOST_CLASSES)
                        .map(one ->
                                text(
                                        "classes.one",
                                        Long.toString(one.label()),
                                        one.variantRight(),
                                        one.samples(),
                                        one.parentRight()))
                        .collect(Collectors.joining("\n"));
        if (!worse.isEmpty()) {
            grid.row(text("classes"), worse);
        }
    }

    private static String figure(double value) {
        return AttemptWords.text("%.4g", value);
    }

    private static Label line(Check check) {
        String sign = check.isKept() ? "\u2713 " : "\u2717 ";
        return Labels.wrapping(sign + check.limit() + ": " + check.measured(), "caption");
    }

    private static String latency(Attempt.Measured one) {
        return CardWords.micros(one.latency().p50Micros())
                + " / "
                + CardWords.micros(one.latency().parentP50Micros());
    }

    private KeyValueGrid head(Attempt attempt) {
        return new KeyValueGrid()
                .row(text("recipe"), attempt.recipe().name())
                .row(text("size"), AttemptWords.size(attempt));
    }

    private void outputs(KeyValueGrid grid, Accuracy accuracy) {
        accuracy.differences()
                .ifPresent(differences -> {
                    differences
                            .outputs()
                            .forEach(output ->
                                    grid.row(
                                            output.output(),
                                            AttemptWords.text(
                                                    "%.1f dB, cosine %.5f",
                                                    output.snrDb(), output.cosine())));
                    if (!differences.leftOut().isEmpty()) {
                        grid.row(text("leftout"), String.join(", ", differences.leftOut()));
                    }
                });
    }

    private StatusPill pill(Attempt attempt, Tone tone) {
        return new StatusPill(tone, AttemptWords.verdict(texts, attempt));
    }

    private String text(String key, Object... arguments) {
        return texts.text("optimize.search." + key, arguments);
    }
}
