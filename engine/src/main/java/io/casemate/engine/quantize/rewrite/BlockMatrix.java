package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.quantize.Step;

/// A matrix in unsigned 4-bit or 8-bit numbers, with a scale and a zero point for each block of
/// consecutive rows of a column: `value = (quantized - zeroPoint) * scale`. The last block is
/// padded with its zero point.
///
/// Source: ONNX Runtime contrib operator `com.microsoft.MatMulNBits`.
///
/// @param packed `[columns, blocks, blockSize * bits / 8]`, with 4 bits the even row in the low
///   half of a byte
/// @param scales `[columns, blocks]`
/// @param zeroPoints `[columns, ceil(blocks * bits / 8)]`, packed likewise
record BlockMatrix(int blocks, byte[] packed, float[] scales, byte[] zeroPoints) {
    private static final int FOUR_BITS = 4;

    static BlockMatrix of(Matrix matrix, Step.BlockWeights settings) {
        int blocks = Math.ceilDiv(matrix.rows(), settings.blockSize());
        var sizes = new Sizes(blocks, settings.blockSize(), settings.bits());
        int columns = matrix.columns();
        var out =
                new BlockMatrix(
                        blocks,
                        new byte[Math.multiplyExact(columns, sizes.columnBytes())],
                        new float[Math.multiplyExact(columns, blocks)],
                        new byte[columns * sizes.zeroPointBytes()]);
        var block = new Block((1 << settings.bits()) - 1, settings.blockSize());
        var fit = new BlockFit(settings.search(), settings.symmetric());
        byte[] levels = new byte[settings.blockSize() * Block.WIDTH];
        for (int column = 0; column < columns; column += Block.WIDTH) {
            int width = Math.min(Block.WIDTH, columns - column);
            for (int b = 0; b < blocks; b++) {
                int row = b * settings.blockSize();
                block.load(
                        matrix, row, Math.min(settings.blockSize(), matrix.rows() - row), column);
                fit.fit(block);
                block.quantize(levels);
                for (int j = 0; j < width; j++) {
                    out.put(sizes, new Place(column + j, b, j), block, levels);
                }
            }
        }
        return out;
    }

    /// What one column of a block becomes goes to its place.
    private void put(Sizes sizes, Place place, Block block, byte[] levels) {
        int zeroPoint = (int) block.zeroPoint[place.lane];
        scales[place.column * blocks + place.block] = block.scale[place.lane];
        int rows = block.rows;
        int at = place.column * sizes.columnBytes() + place.block * sizes.blockBytes();
        int point = place.column * sizes.zeroPointBytes();
        if (sizes.bits == FOUR_BITS) {
            int shift = place.block % 2 * FOUR_BITS;
            zeroPoints[point + place.block / 2] |= (byte) (zeroPoint << shift);
            for (int i = 0; i < sizes.blockSize; i += 2) {
                int even = i < rows ? levels[i * Block.WIDTH + place.lane] : zeroPoint;
                int odd = i + 1 < rows ? levels[(i + 1) * Block.WIDTH + place.lane] : zeroPoint;
                packed[at + i / 2] = (byte) (even | odd << FOUR_BITS);
            }
        } else {
            zeroPoints[point + place.block] = (byte) zeroPoint;
            for (int i = 0; i < sizes.blockSize; i++) {
                int level = i < rows ? levels[i * Block.WIDTH + place.lane] : zeroPoint;
                packed[at + i] = (byte) level;
            }
        }
    }

    private record Place(int column, int block, int lane) {}

    /// Lengths in bytes.
    private record Sizes(int blocks, int blockSize, int bits) {

        private int blockBytes() {
            return blockSize * bits / Byte.SIZE;
        }

        private int columnBytes() {
            return Math.multiplyExact(blocks, blockBytes());
        }

        private int zeroPointBytes() {
            return Math.ceilDiv(blocks * bits, Byte.SIZE);
        }
    }
}
