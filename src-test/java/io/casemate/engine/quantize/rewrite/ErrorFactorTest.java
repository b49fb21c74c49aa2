package io.casemate.engine.quantize.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.samples.SecondMoments;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorFactorTest {
    private static final int SIZE = 9;

    /// What the rows after the first cannot make up for is what is left of the squared error when
    /// they are chosen freely.
    @Test
    void sharesErrorsSoThatWhatIsLeftIsLeast() {
        SecondMoments moments = moments(4000, 7);

        ErrorFactor factor = ErrorFactor.of(moments, true);

        double[] errors = new double[SIZE];
        errors[factor.order()[0]] = 1;
        double before = squaredError(moments, errors);
        for (int k = 1; k < SIZE; k++) {
            double sum = 0;
            for (int j = 0; j < k; j++) {
                sum += factor.shares()[k][j] * errors[factor.order()[j]];
            }
            errors[factor.order()[k]] = -sum;
        }
        double least = squaredError(moments, errors);
        assertTrue(least < before / 2, least + " of " + before);
        for (int k = 1; k < SIZE; k++) {
            for (double step : new double[] {-0.1, 0.1}) {
                double[] other = errors.clone();
                other[factor.order()[k]] += step;
                assertTrue(squaredError(moments, other) > 0.99 * least, "row " + k);
            }
        }
    }

    @Test
    void takesRowsWithLargeInputsFirst() {
        var moments = new SecondMoments(3);
        moments.add(1, 3, 2);

        assertArrayEquals(new int[] {1, 2, 0}, ErrorFactor.of(moments, true).order());
        assertArrayEquals(new int[] {0, 1, 2}, ErrorFactor.of(moments, false).order());
    }

    @Test
    void sharesNothingWithInputsThatWereAlwaysZero() {
        var moments = new SecondMoments(3);
        moments.add(1, 0, 2);
        moments.add(2, 0, 1);

        ErrorFactor factor = ErrorFactor.of(moments, true);

        assertEquals(1, factor.order()[2]);
        assertArrayEquals(new float[2], factor.shares()[2]);
    }

    @Test
    void sharesNothingWhereNoSampleSaidAnything() {
        ErrorFactor factor = ErrorFactor.of(new SecondMoments(2), true);

        assertArrayEquals(new float[1], factor.shares()[1]);
    }

    private static SecondMoments moments(int rows, long seed) {
        var random = new Random(seed);
        var moments = new SecondMoments(SIZE);
        for (int i = 0; i < rows; i++) {
            double[] row = new double[SIZE];
            double shared = random.nextGaussian();
            for (int k = 0; k < SIZE; k++) {
                row[k] = (k + 1) * (shared + 0.5 * random.nextGaussian());
            }
            moments.add(row);
        }
        return moments;
    }

    private static double squaredError(SecondMoments moments, double[] errors) {
        double sum = 0;
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                sum += errors[i] * moments.at(i, j) * errors[j];
            }
        }
        return sum;
    }
}
