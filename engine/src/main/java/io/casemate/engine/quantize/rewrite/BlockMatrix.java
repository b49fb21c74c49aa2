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
        BlockMatrix out = empty(matrix, settings);
        int size = settings.blockSize();
        var block = new Block((1 << settings.bits()) - 1, size);
        var fit = new BlockFit(settings.search(), settings.symmetric());
        byte[] levels = new byte[size * Block.WIDTH];
        for (int column = 0; column < matrix.columns(); column += Block.WIDTH) {
            int width = Math.min(Block.WIDTH, matrix.columns() - column);
            for (int b = 0; b < out.blocks; b++) {
                block.load(matrix, b * size, Math.min(size, matrix.rows() - b * size), column);
                fit.fit(block);
                block.quantize(levels);
                out.put(new Place(settings, column, b, width), block, levels);
            }
        }
        return out;
    }

    /// {@return one of the size for `matrix`, to be filled block by block}
    static BlockMatrix empty(Matrix matrix, Step.BlockWeights settings) {
        int blocks = Math.ceilDiv(matrix.rows(), settings.blockSize());
        var sizes = new Sizes(blocks, settings.blockSize(), settings.bits());
        int columns = matrix.columns();
        return new BlockMatrix(
                blocks,
                new byte[Math.multiplyExact(columns, sizes.columnBytes())],
                new float[Math.multiplyExact(columns, blocks)],
                new byte[columns * sizes.zeroPointBytes()]);
    }

    /// Where a block goes.
    ///
    /// @param column its first
    /// @param block which one of the column
    /// @param width how many of its columns there are
    record Place(Step.BlockWeights settings, int column, int block, int width) {}

    /// Puts a block to its place.
    ///
    /// @param levels as [Block#quantize] writes them
    void put(Place place, Block block, byte[] levels) {
        var sizes = new Sizes(blocks, place.settings.blockSize(), place.settings.bits());
        for (int lane = 0; lane < place.width; lane++) {
            put(sizes, place, lane, new Rounded(block, levels));
        }
    }

    private record Rounded(Block block, byte[] levels) {}

    private void put(Sizes sizes, Place place, int lane, Rounded rounded) {
        int column = place.column + lane;
        byte[] levels = rounded.levels;
        int zeroPoint = (int) rounded.block.zeroPoint[lane];
        scales[column * blocks + place.block] = rounded.block.scale[lane];
        int rows = rounded.block.rows;
        int at = column * sizes.columnBytes() + place.block * sizes.blockBytes();
        int point = column * sizes.zeroPointBytes();
        if (sizes.bits == FOUR_BITS) {
            int shift = place.block % 2 * FOUR_BITS;
            zeroPoints[point + place.block / 2] |= (byte) (zeroPoint << shift);
            for (int i = 0; i < sizes.blockSize; i += 2) {
                int even = i < rows ? levels[i * Block.WIDTH + lane] : zeroPoint;
                int odd = i + 1 < rows ? levels[(i + 1) * Block.WIDTH + lane] : zeroPoint;
                packed[at + i / 2] = (byte) (even | odd << FOUR_BITS);
            }
        } else {
            zeroPoints[point + place.block] = (byte) zeroPoint;
            for (int i = 0; i < sizes.blockSize; i++) {
                int level = i < rows ? levels[i * Block.WIDTH + lane] : zeroPoint;
                packed[at + i] = (byte) level;
            }
        }
    }

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
