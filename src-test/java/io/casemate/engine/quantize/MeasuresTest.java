package io.casemate.engine.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.models.Differences.FlipRate;
import io.casemate.engine.models.Differences.LabelScore;
import io.casemate.engine.models.Differences.OutputError;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.ErrorTally;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.units.Sorted;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// The figures of which measurements are made, on values whose answer is known.
final class MeasuresTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static double[] values(double... values) {
        return values;
    }

    private static Tensor tensor(Datatype datatype, long... shape) {
        return new Tensor("y", datatype, shape, ByteBuffer.allocate(0));
    }

    private static OutputError error(double[] expected, double[] actual) {
        var tally = new ErrorTally();
        tally.add(expected, actual);
        return new OutputError("y", tally.snrDb(), tally.cosine(), tally.maxAbs());
    }

    @Test
    void anErrorOfATenthOfTheSignalIsTwentyDecibels() {
        OutputError error = error(values(10, 0), values(9, 0));

        assertEquals(20, error.snrDb(), 1e-9);
        assertEquals(1, error.cosine(), 1e-9);
        assertEquals(1, error.maxAbs());
    }

    @Test
    void noDifferenceIsTheHighestFigure() {
        assertEquals(new OutputError("y", 999, 1, 0), error(values(1, -2), values(1, -2)));
    }

    @Test
    void leavesOutWhatIsNoNumberInBoth() {
        OutputError error = error(values(10, NAN, INFINITY), values(9, NAN, INFINITY));

        assertEquals(20, error.snrDb(), 1e-9);
    }

    @Test
    void aNumberThatIsLostIsWorthless() {
        assertEquals(-999, error(values(1, 1), values(1, NAN)).snrDb());
        assertEquals(-999, error(values(1, INFINITY), values(1, 7)).snrDb());
    }

    @Test
    void noiseWhereTheParentIsSilentIsWorthless() {
        assertEquals(-999, error(values(0, 0), values(0, 0.1)).snrDb());
    }

    @Test
    void anOutputWithoutFiniteNumbersIsNotMeasured() {
        var tally = new ErrorTally();

        tally.add(values(NAN), values(NAN));

        assertFalse(tally.isMeasured());
    }

    @Test
    void countsTheRowsWhoseLargestElementChanged() {
        var decisions = new Decisions();

        decisions.add(tensor(Datatype.FP32, 2, 2), values(1, 2, 5, 3), values(1.1, 2, 2, 3));

        FlipRate rate = decisions.rate().orElseThrow();
        assertEquals(1, rate.flips());
        assertEquals(2, rate.decisions());
        assertEquals(0.5, rate.rate());
    }

    @Test
    void noFlipInTwentyLeavesRoomForSixteenPercent() {
        var decisions = new Decisions();
        for (int i = 0; i < 20; i++) {
            decisions.add(tensor(Datatype.INT64, 1), values(7), values(7));
        }

        FlipRate rate = decisions.rate().orElseThrow();

        assertEquals(0, rate.low());
        assertEquals(0.1611, rate.high(), 1e-4); // Wilson: z²/(n + z²)
    }

    @Test
    void aSingleScoreOrAPictureIsNoDecision() {
        assertFalse(Decisions.areIn(tensor(Datatype.FP32, 1, 1)));
        assertFalse(Decisions.areIn(tensor(Datatype.FP32, 1, 3, 8, 8)));
        assertFalse(Decisions.areIn(tensor(Datatype.FP32)));
        assertTrue(Decisions.areIn(tensor(Datatype.INT64, 1)));
        assertEquals(Optional.empty(), new Decisions().rate());
    }

    @Test
    void scoresClassesByTop1AndMacroF1() {
        var labels = new Labels();
        Tensor scores = tensor(Datatype.FP32, 1, 2);

        labels.add(scores, values(1, 0), values(1, 0), 0);
        labels.add(scores, values(1, 0), values(0, 1), 0);
        labels.add(scores, values(0, 1), values(0, 1), 1);

        assertEquals(OptionalDouble.of(1), labels.parentTop1());
        assertEquals(OptionalDouble.of(2 / 3.0), labels.variantTop1());
        assertEquals(
                List.of(
                        new LabelScore("top-1", 1, 2 / 3.0),
                        new LabelScore("macro-F1", 1, 2 / 3.0)),
                labels.scores());
    }

    @Test
    void aWholeNumberIsTheClassItself() {
        var labels = new Labels();

        labels.add(tensor(Datatype.INT64, 1), values(3), values(2), 3);

        assertEquals(OptionalDouble.of(1), labels.parentTop1());
        assertEquals(OptionalDouble.of(0), labels.variantTop1());
    }

    @Test
    void oneRealNumberIsAnEstimateAndNoClass() {
        var labels = new Labels();

        labels.add(tensor(Datatype.FP32, 1, 1), values(2.5), values(4), 3);

        assertEquals(OptionalDouble.empty(), labels.parentTop1());
        assertEquals(List.of(new LabelScore("mean absolute error", 0.5, 1)), labels.scores());
    }

    @Test
    void theIntervalOfAMedianIsTakenFromRanks() {
        Sorted hundred = Sorted.of(DoubleStream.iterate(99, it -> it - 1).limit(100));

        assertEquals(50, hundred.median());
        assertEquals(40, hundred.medianLow());
        assertEquals(60, hundred.medianHigh());
        assertEquals(0.098, hundred.p99Micros());
    }

    @Test
    void aFewValuesHaveAnIntervalFromEndToEnd() {
        Sorted three = Sorted.of(DoubleStream.of(3, 1, 2));

        assertEquals(1, three.medianLow());
        assertEquals(3, three.medianHigh());
    }

    @Test
    void noSampleBothChoosesAndReports() {
        var split = new SampleSplit(9);

        assertArrayEquals(new int[] {0, 4, 8}, split.ranges().indexes());
        assertArrayEquals(new int[] {1, 5}, split.ranking().indexes());
        assertArrayEquals(new int[] {2, 3, 6, 7}, split.report().indexes());
    }

    @Test
    void saysWhereTheOnlySampleDoesBoth() {
        var split = new SampleSplit(1);

        assertArrayEquals(new int[] {0}, split.ranking().indexes());
        assertArrayEquals(new int[] {0}, split.report().indexes());
        assertEquals("; it also ranked the candidates", split.report().remark());
    }
}
