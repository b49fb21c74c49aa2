package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes elements of a small tensor to other places.
final class Picking {

    /// Says which element of the source stands at a place of the result.
    @FunctionalInterface
    interface Places {
        /// @param place index along each axis of the result
        /// @param source to be filled in: index along each axis of the source
        void find(int[] place, int[] source);
    }

    private Picking() {}

    /// {@return the elements of the result; empty when the source has no contents, or a place that
    /// is asked for does not exist}
    static Optional<List<Element>> of(Fact source, List<Dim> result, Places places) {
        long count = Sizes.product(result).orElse(Long.MAX_VALUE);
        if (count > Fact.MOST_CONTENTS || source.contents().isEmpty()) {
            return Optional.empty();
        }
        List<Dim> from = source.dims().orElseThrow();
        var picked = new ArrayList<Element>();
        int[] place = new int[result.size()];
        int[] at = new int[from.size()];
        for (int i = 0; i < count; i++) {
            places.find(place, at);
            int index = index(at, from);
            if (index < 0) {
                return Optional.empty();
            }
            picked.add(source.contents().orElseThrow().get(index));
            advance(place, result);
        }
        return Optional.of(picked);
    }

    private static int index(int[] at, List<Dim> dims) {
        int index = 0;
        for (int axis = 0; axis < at.length; axis++) {
            int size = size(dims.get(axis));
            if (at[axis] < 0 || at[axis] >= size) {
                return -1;
            }
            index = index * size + at[axis];
        }
        return index;
    }

    private static void advance(int[] place, List<Dim> dims) {
        for (int axis = place.length - 1; axis >= 0; axis--) {
            place[axis]++;
            if (place[axis] < size(dims.get(axis))) {
                return;
            }
            place[axis] = 0;
        }
    }

    /// A shape that stands for at most [Fact#MOST_CONTENTS] elements, not 0, has small sizes only.
    private static int size(Dim dim) {
        return dim instanceof Dim.Fixed(long size) ? (int) Math.min(size, Integer.MAX_VALUE) : 0;
    }
}
