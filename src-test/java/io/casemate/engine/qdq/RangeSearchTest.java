package io.casemate.engine.qdq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RangeSearchTest {
    private static final int VALUES = 200_000;
    private static final float OUTLIER = 60;

    @Test
    void keepsEveryValueWhileBinsWiden() {
        var histogram = new Histogram();
        for (int i = -5000; i <= 5000; i++) {
            histogram.add(i * 0.01);
        }

        assertEquals(10_001, histogram.count());
        assertEquals(1, histogram.zeros());
        assertEquals(new Range(-50, 50), histogram.range());
        assertEquals(Math.scalb(1.0, -5), histogram.width());
        assertEquals(3, histogram.positive(0));
        assertEquals(3, histogram.negative(1));
    }

    @Test
    void percentileLeavesOutTheOutermost() {
        Range range = RangeSearch.percentile(bell(0));

        assertTrue(range.high() > 3.5 && range.high() < 4.6, range.toString());
        assertTrue(range.low() < -3.5 && range.low() > -4.6, range.toString());
    }

    @Test
    void percentileKeepsOneSidedRangesOneSided() {
        var histogram = new Histogram();
        for (int i = 0; i <= 100; i++) {
            histogram.add(i);
        }

        assertEquals(0, RangeSearch.percentile(histogram).low());
        assertEquals(100, RangeSearch.percentile(histogram).high());
    }

    @Test
    void entropyCutsOffALoneOutlier() {
        Range range = RangeSearch.entropy(bell(1));

        assertTrue(range.high() > 2 && range.high() < 15, range.toString());
    }

    @ParameterizedTest
    @EnumSource(IntegerType.class)
    void squaredErrorIsNoLargerThanThatOfAllValues(IntegerType type) {
        Range range = RangeSearch.squaredError(bell(1), type);

        assertTrue(error(range, type) < error(new Range(-5, OUTLIER), type), range.toString());
        assertTrue(range.high() < OUTLIER, range.toString());
    }

    @Test
    void squaredErrorKeepsWhatCostsNothing() {
        var histogram = new Histogram();
        for (int i = 0; i < 1000; i++) {
            histogram.add(i / 999.0);
        }

        Range range = RangeSearch.squaredError(histogram, IntegerType.U8);

        assertEquals(1, range.high(), 0.02);
        assertEquals(0, range.low());
    }

    @Test
    void takesZerosOnlyForARangeOfNothing() {
        var histogram = new Histogram();
        histogram.add(0);

        assertEquals(new Range(0, 0), RangeSearch.squaredError(histogram, IntegerType.U8));
        assertEquals(new Range(0, 0), RangeSearch.percentile(histogram));
        assertEquals(new Range(0, 0), RangeSearch.entropy(histogram));
    }

    private static Histogram bell(int outliers) {
        var histogram = new Histogram();
        var random = new Random(11);
        for (int i = 0; i < VALUES; i++) {
            histogram.add((float) random.nextGaussian());
        }
        for (int i = 0; i < outliers; i++) {
            histogram.add(OUTLIER);
        }
        return histogram;
    }

    private static double error(Range range, IntegerType type) {
        Quantizer quantizer = Quantizer.ofActivation(range, type);
        var random = new Random(11);
        double error = 0;
        for (int i = 0; i < VALUES; i++) {
            float value = (float) random.nextGaussian();
            error += Math.pow(value - quantizer.real(quantizer.quantized(value)), 2);
        }
        return error + Math.pow(OUTLIER - quantizer.real(quantizer.quantized(OUTLIER)), 2);
    }
}
