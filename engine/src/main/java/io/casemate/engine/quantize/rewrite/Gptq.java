package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.quantize.Step;
import io.casemate.engine.samples.SecondMoments;
import java.util.Arrays;

/// Rounds a weight matrix so that the error of each row makes up for those of the rows before it,
/// as far as their inputs go together. Ranges of blocks are chosen before, from the original
/// weights, so that rows can be rounded in any order and stay where they are.
///
/// Source: GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers.
final class Gptq {
    private final Step.CalibratedBlocks settings;
    private final ErrorFactor factor;
    private final WeightedFit fit;
    private final float[] sum = new float[Block.WIDTH];

    Gptq(Step.CalibratedBlocks settings, SecondMoments moments) {
        this.settings = settings;
        factor = ErrorFactor.of(moments, settings.order() == Step.RowOrder.ACTIVITY);
        fit = new WeightedFit(moments.diagonal(), settings.symmetric());
    }

    /// @param matrix with as many rows as the moments
    BlockMatrix rounded(Matrix matrix) {
        Step.BlockWeights form = settings.uncalibrated();
        BlockMatrix out = BlockMatrix.empty(matrix, form);
        int size = settings.blockSize();
        Block[] blocks = new Block[out.blocks()];
        Arrays.setAll(blocks, _ -> new Block((1 << settings.bits()) - 1, size));
        byte[][] levels = new byte[blocks.length][size * Block.WIDTH];
        float[][] errors = new float[matrix.rows()][Block.WIDTH];
        for (int column = 0; column < matrix.columns(); column += Block.WIDTH) {
            for (int b = 0; b < blocks.length; b++) {
                blocks[b].load(matrix, b * size, Math.min(size, matrix.rows() - b * size), column);
                fit.fit(blocks[b], b * size);
                blocks[b].invert();
            }
            round(blocks, levels, errors);
            for (int b = 0; b < blocks.length; b++) {
                int width = Math.min(Block.WIDTH, matrix.columns() - column);
                out.put(new BlockMatrix.Place(form, column, b, width), blocks[b], levels[b]);
            }
        }
        return out;
    }

    /// @param errors what was lost, original less rounded, by positions in the order
    private void round(Block[] blocks, byte[][] levels, float[][] errors) {
        int size = settings.blockSize();
        for (int k = 0; k < errors.length; k++) {
            int row = factor.order()[k];
            Block block = blocks[row / size];
            float[] original = block.values[row % size];
            System.arraycopy(original, 0, sum, 0, Block.WIDTH);
            addShares(factor.shares()[k], errors);
            byte[] to = levels[row / size];
            int at = row % size * Block.WIDTH;
            float[] error = errors[k];
            for (int j = 0; j < Block.WIDTH; j++) {
                float level = block.quantized(sum[j], j);
                to[at + j] = (byte) (int) level;
                error[j] = original[j] - (level - block.zeroPoint[j]) * block.scale[j];
            }
        }
    }

    /// Four rows at a time, so that the sum is read and written less often.
    private void addShares(float[] shares, float[][] errors) {
        int i = 0;
        for (; i + 3 < shares.length; i += 4) {
            float first = shares[i];
            float second = shares[i + 1];
            float third = shares[i + 2];
            float fourth = shares[i + 3];
            float[] a = errors[i];
            float[] b = errors[i + 1];
            float[] c = errors[i + 2];
            float[] d = errors[i + 3];
            for (int j = 0; j < Block.WIDTH; j++) {
                sum[j] += first * a[j] + second * b[j] + third * c[j] + fourth * d[j];
            }
        }
        for (; i < shares.length; i++) {
            float share = shares[i];
            float[] error = errors[i];
            for (int j = 0; j < Block.WIDTH; j++) {
                sum[j] += share * error[j];
            }
        }
    }
}
