package io.casemate.engine.quantize.rewrite;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// How the elements of a tensor fall into channels. Element `[batch, row, channel, i]` of the
/// tensor seen as `[batches, rows, channels, width]` belongs to channel `batch * channels +
/// channel`.
///
/// @param scaleDims sizes of a tensor with one element for each channel, which broadcasts over the
///   whole one
record Channels(int batches, int rows, int channels, int width, List<Long> scaleDims) {

    /// @param axes along which there are different channels; where they are in more than two runs,
    ///   or in two of which the first does not begin at axis 0, all is one channel
    static Channels of(List<Long> dims, BitSet axes) {
        int batchEnd = axes.get(0) ? axes.nextClearBit(0) : 0;
        int start = axes.nextSetBit(batchEnd);
        if (start < 0) {
            start = 0;
            batchEnd = 0;
        }
        int end = axes.nextClearBit(start);
        if (axes.isEmpty() || axes.nextSetBit(end) >= 0 || end > dims.size()) {
            return whole(dims);
        }
        List<Long> scaleDims =
                IntStream.range(0, dims.size())
                        .mapToObj(axis -> axes.get(axis) ? dims.get(axis) : 1L)
                        .toList();
        return new Channels(
                product(dims, 0, batchEnd),
                product(dims, batchEnd, start),
                product(dims, start, end),
                product(dims, end, dims.size()),
                scaleDims);
    }

    /// {@return one channel for all of it}
    static Channels whole(List<Long> dims) {
        return new Channels(1, 1, 1, product(dims, 0, dims.size()), List.of());
    }

    private static int product(List<Long> dims, int from, int to) {
        return Math.toIntExact(dims.subList(from, to).stream().reduce(1L, Math::multiplyExact));
    }

    int count() {
        return batches * channels;
    }

    /// {@return how many elements a channel has}
    int size() {
        return rows * width;
    }
}
