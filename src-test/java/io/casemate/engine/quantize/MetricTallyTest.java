package io.casemate.engine.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.golden.Answers;
import io.casemate.engine.golden.Metric;
import io.casemate.engine.models.MetricScore;
import io.casemate.engine.models.MetricScore.ClassScore;
import io.casemate.engine.models.MetricScore.Estimate;
import io.casemate.engine.runtime.TinyModels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricTallyTest {

    @Test
    void givesASharesOwnIntervalAndWhatBecameOfEachClass() {
        var tally = new MetricTally(Metric.TOP_1);

        for (int i = 0; i < 20; i++) {
            tally.add(scores(i % 2, i % 2), scores(i % 2, i < 4 ? 0 : i % 2), "x");
        }
        MetricScore score = tally.score().orElseThrow();

        assertEquals(Wilson.of(20, 20), score.parent());
        assertEquals(Wilson.of(18, 20), score.variant());
        assertEquals(0.1, score.loss().value(), 1e-12);
        assertTrue(score.loss().low() <= 0.1 && score.loss().high() >= 0.1, score.toString());
        assertEquals(
                List.of(new ClassScore(1, 10, 10, 8), new ClassScore(0, 10, 10, 10)),
                score.classes());
    }

    @Test
    void tellsTheLossOfAnErrorRelativeToTheParents() {
        var tally = new MetricTally(Metric.MEAN_ABSOLUTE_ERROR);

        tally.add(estimate(3, 1), estimate(4, 1), "x");
        tally.add(estimate(1, 1), estimate(1, 1), "y");
        MetricScore score = tally.score().orElseThrow();

        assertEquals(1, score.parent().value());
        assertEquals(1.5, score.variant().value());
        assertEquals(0.5, score.loss().value(), 1e-12);
        assertEquals(List.of(), score.classes());
    }

    @Test
    void findsTheSameIntervalsAgain() {
        assertEquals(some(), some());
    }

    @Test
    void hasNoScoreWhereTheVariantAnswersNoNumbers() {
        var tally = new MetricTally(Metric.MEAN_ABSOLUTE_ERROR);

        tally.add(estimate(3, 1), estimate(Float.NaN, 1), "x");

        assertEquals(Optional.empty(), tally.score());
    }

    @Test
    void noneOfTwentyIsAtMostSixteenPercent() {
        Estimate none = Wilson.of(0, 20);

        assertEquals(0, none.low());
        assertEquals(0.1611, none.high(), 1e-4);
    }

    private static MetricScore some() {
        var tally = new MetricTally(Metric.TOP_1);
        for (int i = 0; i < 50; i++) {
            tally.add(scores(0, i % 3 == 0 ? 1 : 0), scores(0, i % 4 == 0 ? 1 : 0), "x");
        }
        return tally.score().orElseThrow();
    }

    private static Answers scores(int label, int named) {
        var tensor =
                TinyModels.tensor(
                        "y", new long[] {1, 2}, named == 0 ? 1 : 0, named == 1 ? 1 : 0);
        return Answers.of(List.of(tensor), new double[] {label});
    }

    private static Answers estimate(float value, double label) {
        return Answers.of(
                List.of(TinyModels.tensor("y", new long[] {1, 1}, value)), new double[] {label});
    }
}
