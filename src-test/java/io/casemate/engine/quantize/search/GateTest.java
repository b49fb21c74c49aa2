package io.casemate.engine.quantize.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.quantize.search.Attempt.Sizes;
import io.casemate.engine.units.Bytes;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Sizes LARGER = new Sizes(1, new Bytes(20), new Bytes(10));
    private static final LatencyComparison SLOWER = new LatencyComparison(100, 50, 500, 1);

    @Test
    void aSearchTakesNothingThatIsLargerOrSlower() {
        assertEquals(
                List.of(true, false, false),
                Gate.STANDARD.judge(LARGER, accuracy(30), SLOWER).checks().stream()
                        .map(check -> check.isKept())
                        .toList());
    }

    @Test
    void whoChoosesARecipeIsAskedForAccuracyOnly() {
        assertEquals(true, Gate.ACCURACY.judge(LARGER, accuracy(20), SLOWER).isPassed());
        assertEquals(false, Gate.ACCURACY.judge(LARGER, accuracy(19.9), SLOWER).isPassed());
        assertEquals(List.of("worst output at least 20.0 dB"), Gate.ACCURACY.limits());
    }

    private static Accuracy accuracy(double snr) {
        return new Accuracy(snr, 1, 0, "test", 1, OptionalDouble.empty(), OptionalDouble.empty());
    }
}
