package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/// `Slice`: starts and ends clamp to the size, negative ones count from the end.
///
/// Source: ONNX operator specification, `Slice`.
final class Slicing {

    /// @param start of the first element taken
    private record Cut(long start, long step, long count) {}

    private Slicing() {}

    static List<Fact> slice(Call call) {
        int rank = call.rank(0);
        Optional<List<Long>> starts = call.integers("starts", 1);
        Optional<List<Long>> axes = axes(call);
        if (rank < 0) {
            return List.of(Fact.typed(call.type(0)));
        }
        if (axes.isEmpty() || starts.isPresent() && starts.get().size() != axes.get().size()) {
            return List.of(Fact.unknownOfRank(call.type(0), rank));
        }
        var dims = new ArrayList<>(call.dims(0).orElseThrow());
        var cuts = new Cut[rank];
        for (int i = 0; i < axes.get().size(); i++) {
            OptionalInt axis = Call.axis(axes.get().get(i), rank);
            if (axis.isPresent()) {
                Optional<Cut> cut = cut(call, i, dims.get(axis.getAsInt()));
                dims.set(
                        axis.getAsInt(),
                        cut.map(known -> Sizes.dim(known.count())).orElse(Sizes.UNKNOWN));
                cuts[axis.getAsInt()] = cut.orElse(new Cut(0, 1, 0));
            }
        }
        return List.of(Fact.of(call.type(0), dims).withContents(picked(call, dims, cuts)));
    }

    private static Optional<List<Element>> picked(Call call, List<Dim> dims, Cut[] cuts) {
        return Picking.of(
                call.input(0),
                dims,
                (place, source) -> {
                    for (int i = 0; i < place.length; i++) {
                        Cut cut = cuts[i];
                        source[i] =
                                cut == null
                                        ? place[i]
                                        : (int) (cut.start() + place[i] * cut.step());
                    }
                });
    }

    private static Optional<List<Long>> axes(Call call) {
        if (!call.lacks("axes", 3)) {
            return call.integers("axes", 3);
        }
        long count =
                call.integers("starts", 1)
                        .map(list -> (long) list.size())
                        .orElseGet(() -> call.input(1).value().elements().orElse(-1));
        return count < 0 || count > call.rank(0)
                ? Optional.empty()
                : Optional.of(LongStream.range(0, count).boxed().toList());
    }

    private static Optional<Cut> cut(Call call, int index, Dim dim) {
        Optional<Long> start = at(call.integers("starts", 1), index);
        Optional<Long> end = at(call.integers("ends", 2), index);
        Optional<Long> step = call.has(4) ? at(call.integers(4), index) : Optional.of(1L);
        if (start.isEmpty() || end.isEmpty() || step.isEmpty() || step.get() == 0) {
            return Optional.empty();
        }
        return dim instanceof Dim.Fixed(long size)
                ? Optional.of(cut(size, start.get(), end.get(), step.get()))
                : Optional.empty();
    }

    private static Cut cut(long size, long start, long end, long step) {
        boolean isForward = step > 0;
        long first = clamped(start, size, 0, isForward ? size : size - 1);
        long last = clamped(end, size, isForward ? 0 : -1, isForward ? size : size - 1);
        long way = isForward ? last - first : first - last;
        long pace = step == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(step);
        return new Cut(first, step, way <= 0 ? 0 : Math.ceilDiv(way, pace));
    }

    private static long clamped(long place, long size, long least, long most) {
        long fromStart = place < 0 ? place + size : place;
        return Math.min(Math.max(fromStart, least), most);
    }

    private static Optional<Long> at(Optional<List<Long>> list, int index) {
        return list.filter(values -> index < values.size()).map(values -> values.get(index));
    }
}
