package io.casemate.engine.quantize.rewrite;

import java.util.Arrays;

/// Chooses scale and zero point for the columns of a [Block] with the smallest squared error, each
/// row weighing as much as its input was large on samples.
final class WeightedFit {
    private static final float WIDEST = 1;
    private static final float NARROWEST = 0.5f;
    private static final float STEP = 0.05f;
    private static final int ROUNDS = 2;

    /// Of the mean; rows whose inputs were always 0 weigh a little.
    private static final double LEAST = 0.01;

    private final float[] weights;
    private final boolean isSymmetric;
    private final float[] errors = new float[Block.WIDTH];
    private final float[] squares = new float[Block.WIDTH];

    /// @param squares sum of squares of each input
    WeightedFit(double[] squares, boolean isSymmetric) {
        this.isSymmetric = isSymmetric;
        double mean = Arrays.stream(squares).average().orElse(0);
        weights = new float[squares.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = mean == 0 ? 1 : (float) (squares[i] / mean + LEAST);
        }
    }

    /// @param row of the matrix, the first of the block
    void fit(Block block, int row) {
        block.startOver();
        for (float part = WIDEST; part >= NARROWEST; part -= STEP) {
            if (isSymmetric) {
                block.center(part);
            } else {
                block.span(part);
            }
            keepBetter(block, row);
        }
        for (int round = 0; round < ROUNDS; round++) {
            block.takeBest();
            fitScales(block, row);
            keepBetter(block, row);
        }
        block.takeBest();
    }

    private void keepBetter(Block block, int row) {
        Arrays.fill(errors, 0);
        block.invert();
        for (int i = 0; i < block.rows; i++) {
            float weight = weights[row + i];
            float[] values = block.values[i];
            for (int j = 0; j < Block.WIDTH; j++) {
                float off =
                        values[j]
                                - (block.quantized(values[j], j) - block.zeroPoint[j])
                                        * block.scale[j];
                errors[j] += weight * off * off;
            }
        }
        block.keepBetter(errors);
    }

    private void fitScales(Block block, int row) {
        Arrays.fill(errors, 0);
        Arrays.fill(squares, 0);
        block.invert();
        for (int i = 0; i < block.rows; i++) {
            float weight = weights[row + i];
            float[] values = block.values[i];
            for (int j = 0; j < Block.WIDTH; j++) {
                float steps = block.quantized(values[j], j) - block.zeroPoint[j];
                errors[j] += weight * values[j] * steps;
                squares[j] += weight * steps * steps;
            }
        }
        for (int j = 0; j < Block.WIDTH; j++) {
            float fitted = errors[j] / squares[j];
            boolean isUsable = Math.abs(fitted) >= Float.MIN_NORMAL && squares[j] > 0;
            block.scale[j] = isUsable ? fitted : block.scale[j];
        }
    }
}
