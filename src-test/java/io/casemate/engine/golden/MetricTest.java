package io.casemate.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.golden.Metric.Point;
import io.casemate.engine.runtime.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Metrics on answers whose value is known.
class MetricTest {
    @TempDir Path folder;

    @Test
    void isThereOnlyWithAFile() {
        assertEquals(Optional.empty(), Metric.in(folder));
    }

    @Test
    void countsTheClassThatScoresMost() throws IOException {
        Metric metric = metric("{\"metric\": \"top-1\"}");

        double value =
                value(metric, row(truth(1), 0, 2, 1), row(truth(0), 3, 2, 1), row(truth(2), 3, 2, 1));

        assertEquals(2 / 3.0, value, 1e-12);
    }

    @Test
    void takesTheMeanOfTheF1OfAllClasses() throws IOException {
        Metric metric = metric("{\"metric\": \"f1\"}");

        double value =
                value(metric, row(truth(0), 1, 0), row(truth(0), 0, 1), row(truth(1), 0, 1));

        assertEquals(2 / 3.0, value, 1e-6);
    }

    @Test
    void decidesBetweenTwoClassesAtAThreshold() throws IOException {
        Metric metric = metric("{\"metric\": \"binary-f1\", \"positive\": 2, \"threshold\": 0.7}");

        double value =
                value(metric, row(truth(2), 0.9f), row(truth(2), 0.6f), row(truth(1), 0.8f));

        assertEquals(0.5, value, 1e-12); // 2·1 / (2·1 + 1 wrong + 1 missed)
    }

    @Test
    void ranksPositivesAgainstTheOthersAndCountsTiesHalf() throws IOException {
        Metric metric = metric("{\"metric\": \"auc\"}");

        double value =
                value(
                        metric,
                        row(truth(1), 0.9f),
                        row(truth(1), 0.4f),
                        row(truth(0), 0.4f),
                        row(truth(0), 0.1f));

        assertEquals(3.5 / 4, value, 1e-12);
    }

    @Test
    void measuresEstimatesOfOneAndOfSeveralNumbers() throws IOException {
        Answers[] estimates = {row(truth(1, 2), 2, 2), row(truth(0, 0), 0, 3)};

        assertEquals(1.0, value(metric("{\"metric\": \"mae\"}"), estimates), 1e-12);
        assertEquals(Math.sqrt(2.5), value(metric("{\"metric\": \"rmse\"}"), estimates), 1e-12);
    }

    @Test
    void comparesSequencesByTheirEditDistance() throws IOException {
        Metric metric = metric("{\"metric\": \"edit-rate\", \"blank\": 0}");
        var path =
                TinyModels.tensor(
                        "y",
                        new long[] {1, 5, 3},
                        new float[] {0, 9, 0, 0, 9, 0, 9, 0, 0, 0, 9, 0, 0, 0, 9});

        double value = value(metric, Answers.of(List.of(path), truth(1, 1, 2, 2)));

        assertEquals(0.25, value, 1e-12); // 1 1 0 1 2 collapses to 1 1 2, and a 2 is missing
    }

    @Test
    void computesWhatAnExpressionSays() throws IOException {
        Metric metric =
                metric(
                        """
                        {"metric": "custom", "name": "relative error", "better": "lower",
                         "expression": {"sum": {"abs": {"subtract": [{"output": "y"}, "label"]}}},
                         "per": {"sum": {"abs": "label"}}}
                        """);

        assertEquals(0.25, value(metric, row(truth(4), 3), row(truth(4), 5)), 1e-12);
        assertEquals("relative error", metric.name());
        assertEquals(false, metric.isHigherBetter());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1, 2]|/metric is ''",
                "{\"metric\": \"bleu\"}|/metric is 'bleu'",
                "{\"metric\": \"top-1\", \"top\": 5}|/top is not known",
                "{\"metric\": \"custom\"}|/expression is missing",
                "{\"metric\": \"custom\", \"expression\": {\"power\": [1, 2]}}|/expression/power",
                "{\"metric\": \"custom\", \"expression\": {\"add\": [1]}}|/expression/add has 1",
                "{\"metric\": \"custom\", \"expression\": {\"add\": [1, \"labels\"]}}|/expression/add/1 is",
                "{\"metric\": \"custom\", \"expression\": 1, \"better\": \"up\"}|/better is 'up'",
                "{\"metric\": \"binary-f1\", \"threshold\": \"x\"}|/threshold is no number",
                "{\"metric\"|It is no JSON"
            })
    void refusesAFileWithTheWrongPlace(String text, String place) throws IOException {
        Files.writeString(folder.resolve("metric.json"), text);

        GoldenException refused = assertThrows(GoldenException.class, () -> Metric.in(folder));

        assertEquals("GOLDEN-006", refused.problem().code().id());
        assertTrue(refused.problem().why().startsWith(place), refused.problem().why());
    }

    @Test
    void refusesAnExpressionThatIsTooDeepOrTooLarge() throws IOException {
        String deep = "{\"abs\":".repeat(40) + "1" + "}".repeat(40);
        String wide = "1";
        for (int i = 0; i < 9; i++) {
            wide = "{\"add\":[%s,%s]}".formatted(wide, wide);
        }

        for (String expression : List.of(deep, wide)) {
            Files.writeString(
                    folder.resolve("metric.json"),
                    "{\"metric\":\"custom\",\"expression\":" + expression + "}");
            assertThrows(GoldenException.class, () -> Metric.in(folder));
        }
    }

    @Test
    void refusesWhatTakesTooManySteps() throws IOException {
        Metric metric = metric("{\"metric\": \"edit-rate\"}");
        var output = TinyModels.tensor("y", new long[] {8000}, new float[8000]);

        GoldenException refused =
                assertThrows(
                        GoldenException.class,
                        () -> metric.of(Answers.of(List.of(output), new double[8000]), "x"));

        assertTrue(refused.problem().why().contains("50000000"), refused.problem().why());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"metric\": \"top-1\", \"output\": \"z\"}|there is no output 'z'; there are [y]",
                "{\"metric\": \"custom\", \"expression\": {\"add\": [\"output\", {\"element\": [\"output\", 9]}]}}|no element 9.0 of 2",
                "{\"metric\": \"custom\", \"expression\": \"output\"}|take the sum or the mean",
                "{\"metric\": \"custom\", \"expression\": {\"divide\": [1, 0]}}|Infinity"
            })
    void refusesASampleThatItCannotBeComputedOn(String text, String reason) throws IOException {
        Metric metric = metric(text);

        GoldenException refused =
                assertThrows(
                        GoldenException.class,
                        () -> metric.ofReference(row(truth(1), 1, 2), "x.npy, sample 3"));

        assertEquals("GOLDEN-007", refused.problem().code().id());
        assertTrue(refused.problem().why().contains("x.npy, sample 3"), refused.problem().why());
        assertTrue(refused.problem().why().contains(reason), refused.problem().why());
    }

    @Test
    void needsLabelsWhereItSpeaksOfThem() throws IOException {
        Metric metric = metric("{\"metric\": \"top-1\"}");
        Metric free = metric("{\"metric\": \"custom\", \"expression\": {\"most\": \"output\"}}");

        assertThrows(GoldenException.class, () -> metric.of(row(truth(), 1, 2), "x"));
        assertEquals(2, free.of(row(truth(), 1, 2), "x").first());
    }

    private Metric metric(String text) throws IOException {
        Files.writeString(folder.resolve("metric.json"), text);
        return Metric.in(folder).orElseThrow();
    }

    private static double[] truth(double... label) {
        return label;
    }

    private static Answers row(double[] label, float... output) {
        var tensor = TinyModels.tensor("y", new long[] {1, output.length}, output);
        return Answers.of(List.of(tensor), label);
    }

    private static double value(Metric metric, Answers... answers) {
        var points = new ArrayList<Point>();
        for (Answers one : answers) {
            points.add(metric.ofReference(one, "x"));
        }
        return metric.valueOfReference(points);
    }
}
