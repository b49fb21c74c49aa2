package io.casemate.engine.quantize.rewrite;

/// A matrix in unsigned 4-bit numbers, with a scale and a zero point for each block of consecutive
/// rows of a column: `value = (quantized - zeroPoint) * scale`. The last block is padded with its
/// zero point.
///
/// The range of each block is the one with the smallest squared error among the block's own range
/// and narrower ones: clipping the extremes a little often pays for all other values.
///
/// Source: ONNX Runtime contrib operator `com.microsoft.MatMulNBits`.
///
/// @param packed `[columns, blocks, blockSize / 2]`, the even row in the low half of a byte
/// @param scales `[columns, blocks]`
/// @param zeroPoints `[columns, ceil(blocks / 2)]`, the even block in the low half of a byte
record Int4Matrix(int blockSize, int blocks, byte[] packed, float[] scales, byte[] zeroPoints) {
    private static final int LARGEST = 15;
    private static final int SMALL_BLOCK = 32;
    private static final int LARGE_BLOCK = 128;
    private static final int MANY_ROWS = 4096;
    private static final float[] NARROWINGS = {1, 0.95f, 0.9f, 0.85f, 0.8f, 0.75f, 0.7f};

    static int blockSizeFor(int rows) {
        return rows >= MANY_ROWS ? LARGE_BLOCK : SMALL_BLOCK;
    }

    static Int4Matrix of(Matrix matrix, int blockSize) {
        int blocks = Math.ceilDiv(matrix.rows(), blockSize);
        int zeroPointBytes = Math.ceilDiv(blocks, 2);
        int columns = matrix.columns();
        var out =
                new Int4Matrix(
                        blockSize,
                        blocks,
                        new byte[Math.multiplyExact(columns * blocks, blockSize / 2)],
                        new float[columns * blocks],
                        new byte[columns * zeroPointBytes]);
        float[] block = new float[blockSize];
        for (int column = 0; column < columns; column++) {
            for (int b = 0; b < blocks; b++) {
                int count = Math.min(blockSize, matrix.rows() - b * blockSize);
                for (int i = 0; i < count; i++) {
                    block[i] = matrix.at(b * blockSize + i, column);
                }
                Range range = best(block, count);
                out.scales[column * blocks + b] = range.scale;
                put(out.zeroPoints, column * zeroPointBytes * 2 + b, range.zeroPoint);
                out.pack((column * blocks + b) * blockSize, block, count, range);
            }
        }
        return out;
    }

    private void pack(int at, float[] block, int count, Range range) {
        for (int i = 0; i < blockSize; i++) {
            put(packed, at + i, i < count ? range.quantized(block[i]) : range.zeroPoint);
        }
    }

    private static void put(byte[] halves, int index, int value) {
        halves[index / 2] |= (byte) (index % 2 == 0 ? value : value << 4);
    }

    private static Range best(float[] block, int count) {
        float lowest = 0;
        float highest = 0;
        for (int i = 0; i < count; i++) {
            lowest = Math.min(lowest, block[i]);
            highest = Math.max(highest, block[i]);
        }
        Range best = Range.of(lowest, highest);
        double smallest = best.error(block, count);
        for (float narrowing : NARROWINGS) {
            Range candidate = Range.of(lowest * narrowing, highest * narrowing);
            double error = candidate.error(block, count);
            if (error < smallest) {
                smallest = error;
                best = candidate;
            }
        }
        return best;
    }

    private record Range(float scale, int zeroPoint) {

        private static Range of(float lowest, float highest) {
            float scale = (float) (((double) highest - lowest) / LARGEST);
            if (scale < Float.MIN_NORMAL) {
                return new Range(1, 0);
            }
            return new Range(scale, (int) Math.clamp(Math.rint(-lowest / scale), 0, LARGEST));
        }

        private int quantized(float value) {
            return (int) Math.clamp(Math.rint(value / scale) + zeroPoint, 0, LARGEST);
        }

        private double error(float[] block, int count) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double off = block[i] - (quantized(block[i]) - zeroPoint) * scale;
                sum += off * off;
            }
            return sum;
        }
    }
}
