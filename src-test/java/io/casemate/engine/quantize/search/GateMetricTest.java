package io.casemate.engine.quantize.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.Differences;
import io.casemate.engine.models.GateVerdict.Check;
import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.models.MetricScore;
import io.casemate.engine.models.MetricScore.Estimate;
import io.casemate.engine.quantize.search.Attempt.Sizes;
import io.casemate.engine.units.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// What a limit on losses says to the metric of a golden set.
class GateMetricTest {
    private static final Gate GATE =
            new Gate(
                    "half a percent",
                    20,
                    OptionalDouble.of(0.005),
                    OptionalDouble.empty(),
                    Optional.empty());

    @Test
    void aShareMayLoseItsOwnPoints() {
        assertEquals(
                new Check(
                        "at most 0.50 % of AUC lost",
                        "AUC loss 0.40 % (95 %: -0.10 to 1.00), 0.9530 against 0.9570", true),
                check(score("AUC", true, 0.957, 0.953, 0.004)));
    }

    @Test
    void anErrorMayGrowByThatShareOfTheParents() {
        assertEquals(
                new Check(
                        "RMSE at most 0.50 % worse",
                        "RMSE loss 10.00 % (95 %: -0.10 to 1.00), 2.200 against 2.000", false),
                check(score("RMSE", false, 2, 2.2, 0.1)));
    }

    @Test
    void whatIsBetterThanTheParentLosesNothing() {
        assertEquals(true, check(score("top-1", true, 0.9, 0.95, -0.05)).isKept());
    }

    private static MetricScore score(
            String name, boolean isShare, double parent, double variant, double loss) {
        return new MetricScore(
                name,
                isShare,
                isShare,
                100,
                new Estimate(parent, parent, parent),
                new Estimate(variant, variant, variant),
                new Estimate(loss, -0.001, 0.01),
                "bootstrap",
                List.of());
    }

    private static Check check(MetricScore score) {
        var accuracy =
                new Accuracy(
                        30,
                        1,
                        0,
                        "golden set",
                        100,
                        OptionalDouble.of(1),
                        OptionalDouble.of(0),
                        Optional.of(
                                new Differences(
                                        List.of(),
                                        List.of(),
                                        Optional.empty(),
                                        List.of(),
                                        Optional.of(score))));
        var latency = new LatencyComparison(100, 100, 10, 1, Optional.empty());
        var sizes = new Sizes(1, new Bytes(10), new Bytes(20));
        return GATE.judge(sizes, accuracy, latency).checks().getLast();
    }
}
