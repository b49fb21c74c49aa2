package io.casemate.engine.quantize.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BalancedRoundingTest {
    private static final int KERNELS = 40;
    private static final int KERNEL = 9;
    private static final float SCALE = 0.03f;

    @Test
    void leavesNoMoreThanHalfAStepOfErrorInTheChannel() {
        float[] original = weights();
        float[] steps = original.clone();

        new BalancedRounding(original.length, KERNEL).round(steps, 0, SCALE);

        double total = 0;
        for (int i = 0; i < original.length; i++) {
            total += steps[i] - original[i] / SCALE;
            assertEquals(original[i] / SCALE, steps[i], 1.001f);
        }
        assertTrue(Math.abs(total) < 0.51, "total " + total);
    }

    @Test
    void leavesLittleErrorInEachKernel() {
        float[] original = weights();
        float[] steps = original.clone();

        new BalancedRounding(original.length, KERNEL).round(steps, 0, SCALE);

        for (int kernel = 0; kernel < KERNELS; kernel++) {
            double sum = 0;
            for (int i = kernel * KERNEL; i < (kernel + 1) * KERNEL; i++) {
                sum += steps[i] - original[i] / SCALE;
            }
            assertTrue(Math.abs(sum) < 1.01, "kernel %d: %s".formatted(kernel, sum));
        }
    }

    @Test
    void roundsEachAloneWhereThereAreNoKernels() {
        float[] steps = {0.4f, 0.4f, 0.4f, -1.6f, 200};

        new BalancedRounding(steps.length, 0).round(steps, 0, 1);

        assertArrayEquals(new float[] {0, 0, 0, -2, 127}, steps);
    }

    @Test
    void neverLeavesTheRange() {
        float[] steps = {-127, -126.6f, -126.6f, -126.6f};

        new BalancedRounding(steps.length, 4).round(steps, 0, 1);

        assertArrayEquals(new float[] {-127, -127, -127, -126}, sorted(steps));
    }

    private static float[] sorted(float[] values) {
        Arrays.sort(values);
        return values;
    }

    private static float[] weights() {
        return RewriteFixture.random(KERNELS, KERNEL, 5).values();
    }
}
