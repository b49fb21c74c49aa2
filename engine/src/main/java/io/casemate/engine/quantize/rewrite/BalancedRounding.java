package io.casemate.engine.quantize.rewrite;

import java.util.Arrays;

/// Rounds the weights of one channel to whole steps of a scale so that their errors cancel out.
///
/// Inputs of a convolution seldom have a mean of zero, and those under one kernel resemble each
/// other. Errors that add up to something shift the output of the channel; so, first in each kernel
/// and then in the whole channel, those weights that lie closest to the middle between two steps
/// are rounded the other way until the sum of errors is at most half a step.
///
/// Source: SQuant: On-the-Fly Data-Free Quantization via Diagonal Hessian Approximation, algorithm
/// 1.
final class BalancedRounding {
    private static final float LARGEST = 127;

    /// Adding and subtracting it rounds a `float` below 2^22 to an integer, half to even.
    private static final float ROUNDER = 3 << 22;

    /// Sums of errors are told apart by 1/512 of a step.
    private static final int BINS = 256;

    private static final float BINS_PER_STEP = 512;

    private final int kernel;
    private final float[] errors;
    private final float[] sums;
    private final int[] bins = new int[BINS];

    /// @param count how many weights a channel has
    /// @param kernel how many of them, one after another, see inputs that resemble each other; 0
    ///   where each is rounded alone
    BalancedRounding(int count, int kernel) {
        this.kernel = kernel;
        this.errors = new float[count];
        this.sums = new float[kernel == 0 ? 0 : count / kernel];
    }

    /// Replaces the weights from `from` on by how many steps each becomes, -127 to 127.
    void round(float[] values, int from, float scale) {
        for (int i = 0; i < errors.length; i++) {
            float exact = values[from + i] / scale;
            float steps = Math.max(-LARGEST, Math.min(LARGEST, exact + ROUNDER - ROUNDER));
            errors[i] = steps - exact;
            values[from + i] = steps;
        }
        double total = 0;
        for (int k = 0; k < sums.length; k++) {
            sums[k] = kernel == 1 ? errors[k] : balancedKernel(values, from, k);
            total += sums[k];
        }
        int over = (int) Math.rint(Math.abs(total));
        if (over > 0) {
            balanceChannel(values, from, over, Math.signum((float) total));
        }
    }

    /// {@return the sum of errors that is left in kernel `k`}
    private float balancedKernel(float[] values, int from, int k) {
        float sum = 0;
        for (int i = k * kernel; i < (k + 1) * kernel; i++) {
            sum += errors[i];
        }
        float sign = Math.signum(sum);
        int over = (int) Math.rint(Math.abs(sum));
        while (over > 0 && turned(values, from, k, sign)) {
            sum -= sign;
            over--;
        }
        return sum;
    }

    /// Turns one weight in each of the `over` kernels whose sums are largest on the side of `sign`.
    private void balanceChannel(float[] values, int from, int over, float sign) {
        Arrays.fill(bins, 0);
        for (float sum : sums) {
            bins[bin(sum * sign)]++;
        }
        int least = BINS - 1;
        int left = over;
        while (least > 0 && bins[least] < left) {
            left -= bins[least--];
        }
        for (int k = 0; k < sums.length; k++) {
            int bin = bin(sums[k] * sign);
            if (bin > least || bin == least && left-- > 0) {
                turned(values, from, k, sign);
            }
        }
    }

    private static int bin(float sum) {
        return Math.max(0, Math.min(BINS - 1, (int) (sum * BINS_PER_STEP)));
    }

    /// Rounds the weight of kernel `k` with the largest error on the side of `sign` the other way.
    ///
    /// @return whether one could be
    private boolean turned(float[] values, int from, int k, float sign) {
        int best = -1;
        float largest = 0;
        for (int i = k * kernel; i < (k + 1) * kernel; i++) {
            if (errors[i] * sign > largest && values[from + i] * sign > -LARGEST) {
                largest = errors[i] * sign;
                best = i;
            }
        }
        if (best < 0) {
            return false;
        }
        values[from + best] -= sign;
        errors[best] -= sign;
        return true;
    }
}
