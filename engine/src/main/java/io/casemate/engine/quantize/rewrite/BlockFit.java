package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.quantize.Step;
import java.util.Arrays;

/// Chooses scale and zero point for the columns of a [Block].
final class BlockFit {
    private static final float[] PARTS = {1, 0.95f, 0.9f, 0.85f, 0.8f, 0.75f, 0.7f};
    private static final int GUESSES = 20;
    private static final int ROUNDS = 10;
    private static final float FIRST_BETA = 10;
    private static final float GROWTH = 1.01f;
    private static final float LEAST = 1e-8f;

    private final Step.RangeSearch search;
    private final boolean isSymmetric;
    private final float[] first = new float[Block.WIDTH];
    private final float[] second = new float[Block.WIDTH];
    private final float[][] sums = new float[6][Block.WIDTH];

    BlockFit(Step.RangeSearch search, boolean isSymmetric) {
        this.search = search;
        this.isSymmetric = isSymmetric;
    }

    void fit(Block block) {
        block.startOver();
        switch (search) {
            case RTN -> range(block, 1);
            case MSE -> squares(block);
            case KQUANT -> kQuant(block);
            case HQQ -> halfQuadratic(block);
        }
    }

    private void range(Block block, float part) {
        if (isSymmetric) {
            block.center(part);
        } else {
            block.span(part);
        }
    }

    /// The range with the smallest squared error among the block's own and narrower ones, its scale
    /// fitted to what the values became: clipping the extremes a little often pays for all others.
    private void squares(Block block) {
        for (float part : PARTS) {
            range(block, part);
            block.keepBetter();
        }
        refine(block);
        block.takeBest();
    }

    private void refine(Block block) {
        for (int round = 0; round < 2; round++) {
            block.takeBest();
            block.fitScales(first, second);
            block.keepBetter();
        }
    }

    /// Scale and offset by weighted least squares for each of 20 guesses, large values weighing
    /// more; offsets rounded to zero points.
    ///
    /// Source: `make_qkx2_quants` of llama.cpp.
    private void kQuant(Block block) {
        range(block, 1);
        block.keepBetter(weightedErrors(block));
        if (isSymmetric) {
            kQuantSymmetric(block);
        } else {
            for (int guess = 0; guess <= GUESSES; guess++) {
                regress(block, block.largest - 1 + 0.1f * guess);
                block.keepBetter(weightedErrors(block));
            }
        }
        block.takeBest();
    }

    private void kQuantSymmetric(Block block) {
        for (int guess = 0; guess <= GUESSES; guess++) {
            block.center(1 + 0.025f * (guess - GUESSES / 2));
            block.fitScales(first, second);
            block.keepBetter(weightedErrors(block));
        }
    }

    /// Sets scales and zero points by regression on `steps` steps over the range.
    private void regress(Block block, float steps) {
        weightSums(block, steps);
        for (int j = 0; j < Block.WIDTH; j++) {
            float weight = sums[0][j];
            float determinant = weight * sums[3][j] - sums[2][j] * sums[2][j];
            float slope = (weight * sums[4][j] - sums[1][j] * sums[2][j]) / determinant;
            float offset = (sums[3][j] * sums[1][j] - sums[2][j] * sums[4][j]) / determinant;
            boolean isAbove = offset > 0;
            slope = isAbove ? sums[4][j] / sums[3][j] : slope;
            offset = isAbove ? 0 : offset;
            if (determinant > 0 && slope >= Float.MIN_NORMAL && slope < Float.MAX_VALUE) {
                float zero = -offset / slope + Block.ROUNDER - Block.ROUNDER;
                block.scale[j] = slope;
                block.zeroPoint[j] = Math.max(0, Math.min(block.largest, zero));
            }
        }
    }

    /// Sums over rows, weighted: 1, value, level, level², value · level.
    private void weightSums(Block block, float steps) {
        for (int k = 0; k < 5; k++) {
            Arrays.fill(sums[k], 0);
        }
        float[] values = block.values;
        for (int i = 0; i < block.rows; i++) {
            for (int j = 0; j < Block.WIDTH; j++) {
                float value = values[i * Block.WIDTH + j];
                float width = Math.max(block.high[j] - block.low[j], Float.MIN_NORMAL);
                float level = (value - block.low[j]) * (steps / width);
                level = Math.max(0, Math.min(block.largest, level + Block.ROUNDER - Block.ROUNDER));
                float weight = sums[5][j] + Math.abs(value);
                sums[0][j] += weight;
                sums[1][j] += weight * value;
                sums[2][j] += weight * level;
                sums[3][j] += weight * level * level;
                sums[4][j] += weight * value * level;
            }
        }
    }

    /// {@return squared errors, weighted by the root of the mean square plus the value}
    private float[] weightedErrors(Block block) {
        float[] values = block.values;
        float[] root = sums[5];
        Arrays.fill(root, 0);
        for (int i = 0; i < block.rows * Block.WIDTH; i += Block.WIDTH) {
            for (int j = 0; j < Block.WIDTH; j++) {
                root[j] += values[i + j] * values[i + j];
            }
        }
        for (int j = 0; j < Block.WIDTH; j++) {
            root[j] = (float) Math.sqrt(root[j] / block.rows);
        }
        Arrays.fill(first, 0);
        block.invert();
        for (int i = 0; i < block.rows * Block.WIDTH; i += Block.WIDTH) {
            for (int j = 0; j < Block.WIDTH; j++) {
                float value = values[i + j];
                float steps = block.quantized(value, j) - block.zeroPoint[j];
                float off = value - steps * block.scale[j];
                first[j] += (root[j] + Math.abs(value)) * off * off;
            }
        }
        return first;
    }

    /// Zero points by half-quadratic splitting, rounded to whole ones in each round, for the
    /// block's own range and narrower ones; of all that come up, those with the smallest squared
    /// error. The norm is 11/16, which takes square roots only, in place of 0.7.
    ///
    /// Source: Half-Quadratic Quantization of Large Machine Learning Models, section on solving for
    /// the zero point.
    private void halfQuadratic(Block block) {
        for (float part : PARTS) {
            range(block, part);
            block.keepBetter();
            float beta = FIRST_BETA;
            for (int round = 0; round < ROUNDS && !isSymmetric; round++) {
                moveZeroPoints(block, beta);
                block.keepBetter();
                beta *= GROWTH;
            }
        }
        refine(block);
        block.takeBest();
    }

    private void moveZeroPoints(Block block, float beta) {
        Arrays.fill(second, 0);
        block.invert();
        float[] values = block.values;
        for (int i = 0; i < block.rows * Block.WIDTH; i += Block.WIDTH) {
            for (int j = 0; j < Block.WIDTH; j++) {
                float value = values[i + j];
                float level = block.quantized(value, j);
                float off = value - (level - block.zeroPoint[j]) * block.scale[j];
                float size = Math.abs(off);
                float shrunk = Math.max(0, size - 1 / (beta * root(size)));
                float kept = Math.copySign(shrunk, off);
                second[j] += level - (value - kept) / block.scale[j];
            }
        }
        for (int j = 0; j < Block.WIDTH; j++) {
            float zero = second[j] / block.rows + Block.ROUNDER - Block.ROUNDER;
            block.zeroPoint[j] = Math.max(0, Math.min(block.largest, zero));
        }
    }

    /// {@return `size` to the power of 5/16}
    private static float root(float size) {
        float fourth = (float) Math.sqrt((float) Math.sqrt(Math.max(size, LEAST)));
        return fourth * (float) Math.sqrt((float) Math.sqrt(fourth));
    }
}
