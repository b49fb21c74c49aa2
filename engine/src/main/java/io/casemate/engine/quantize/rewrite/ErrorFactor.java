package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.samples.SecondMoments;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// In which order the rows of a weight matrix are rounded, and how much of the error of each row
/// those after it make up for.
///
/// With `H = R · Rᵀ`, `R` upper triangular and rows in order, the squared error of an output is `Σ
/// R[k,k]² · (e[k] + Σ_{j<k} share[k,j] · e[j])²` with `share[k,j] = R[j,k] / R[k,k]`; so row `k`
/// is best rounded to what is closest to `w[k] + Σ_{j<k} share[k,j] · e[j]`. This is GPTQ without
/// the inverse of `H`.
///
/// Source: QuIP: 2-Bit Quantization of Large Language Models With Guarantees, theorem 6; GPTQ:
/// Accurate Post-Training Quantization for Generative Pre-trained Transformers, section 3.3
/// (damping).
///
/// @param order rows of the matrix, the first to be rounded first
/// @param shares of position `k`, for the `k` positions before it
record ErrorFactor(int[] order, float[][] shares) {
    private static final double DAMPING = 0.01;

    /// Of what few samples say of many inputs little holds for others.
    private static final double DAMPING_OF_FEW = 0.1;

    private static final double MORE = 10;
    private static final int TRIES = 4;

    /// @param byActivity whether rows whose inputs are largest come first; else they come as they
    ///   are
    static ErrorFactor of(SecondMoments moments, boolean byActivity) {
        double[] diagonal = moments.diagonal();
        int[] order =
                byActivity
                        ? IntStream.range(0, diagonal.length)
                                .boxed()
                                .sorted(Comparator.comparingDouble(row -> -diagonal[row]))
                                .mapToInt(row -> row)
                                .toArray()
                        : IntStream.range(0, diagonal.length).toArray();
        double damping = part(moments) * Arrays.stream(diagonal).average().orElse(0);
        for (int i = 0; i < TRIES; i++) {
            double[][] lower = reversed(moments, order, damping);
            if (factored(lower)) {
                return new ErrorFactor(order, shares(lower));
            }
            damping *= MORE;
        }
        return new ErrorFactor(order, new float[order.length][0]);
    }

    /// {@return what is added to the diagonal, as a part of its mean}
    private static double part(SecondMoments moments) {
        double inputsPerRow = (double) moments.size() / Math.max(1, moments.rows());
        return Math.max(DAMPING, Math.min(1, DAMPING_OF_FEW * inputsPerRow));
    }

    /// {@return the lower half of the damped moments, last position first; where an input was
    /// always 0, 1 on the diagonal}
    private static double[][] reversed(SecondMoments moments, int[] order, double damping) {
        int size = order.length;
        double[][] lower = new double[size][];
        for (int i = 0; i < size; i++) {
            int row = order[size - 1 - i];
            lower[i] = new double[i + 1];
            for (int j = 0; j < i; j++) {
                lower[i][j] = moments.at(row, order[size - 1 - j]);
            }
            double square = moments.at(row, row);
            lower[i][i] = square == 0 ? 1 : square + damping;
        }
        return lower;
    }

    /// Replaces the matrix by its Cholesky factor.
    ///
    /// @return false when it is not positive definite
    private static boolean factored(double[][] lower) {
        for (int i = 0; i < lower.length; i++) {
            double[] row = lower[i];
            for (int j = 0; j < i; j++) {
                row[j] = (row[j] - product(row, lower[j], j)) / lower[j][j];
            }
            double square = row[i] - product(row, row, i);
            if (!(square > 0) || square == Double.POSITIVE_INFINITY) {
                return false;
            }
            row[i] = Math.sqrt(square);
        }
        return true;
    }

    /// In four sums, as one would wait for itself.
    private static double product(double[] a, double[] b, int length) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (; i < length; i++) {
            first += a[i] * b[i];
        }
        return first + second + third + fourth;
    }

    private static float[][] shares(double[][] lower) {
        int size = lower.length;
        float[][] shares = new float[size][];
        for (int k = 0; k < size; k++) {
            shares[k] = new float[k];
            int column = size - 1 - k;
            for (int j = 0; j < k; j++) {
                shares[k][j] = (float) (lower[size - 1 - j][column] / lower[column][column]);
            }
        }
        return shares;
    }
}
