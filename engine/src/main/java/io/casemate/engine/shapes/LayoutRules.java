package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Operators that give the same elements another shape.
final class LayoutRules {

    private LayoutRules() {}

    static void register(Rules rules) {
        rules.add("", call -> List.of(call.input(0)), "Identity", "Optional", "OptionalGetElement");
        rules.add("", LayoutRules::reshape, "Reshape");
        rules.add("", LayoutRules::flatten, "Flatten");
        rules.add("", LayoutRules::squeeze, "Squeeze");
        rules.add("", LayoutRules::unsqueeze, "Unsqueeze");
        rules.add("", LayoutRules::transpose, "Transpose");
        rules.add("", call -> blocks(call, true), "DepthToSpace");
        rules.add("", call -> blocks(call, false), "SpaceToDepth");
    }

    private static List<Fact> viewed(Call call, Optional<List<Dim>> dims) {
        return List.of(Fact.of(call.type(0), dims).withContents(call.contents(0)));
    }

    private static List<Fact> reshape(Call call) {
        Optional<List<Element>> wanted =
                call.has(1)
                        ? call.contents(1)
                        : call.ints("shape")
                                .map(sizes ->
                                        sizes.stream().<Element>map(LayoutRules::known).toList());
        if (wanted.isPresent()) {
            return viewed(call, Optional.of(reshaped(call, wanted.get())));
        }
        return List.of(
                call.dims(1)
                        .filter(dims -> dims.size() == 1)
                        .map(dims -> ofRank(call, dims.getFirst()))
                        .orElseGet(() -> Fact.typed(call.type(0))));
    }

    private static Element known(long size) {
        return new Element.Known(size);
    }

    private static Fact ofRank(Call call, Dim rank) {
        return rank instanceof Dim.Fixed(long size) && size <= Fact.MOST_CONTENTS
                ? Fact.unknownOfRank(call.type(0), (int) size)
                : Fact.typed(call.type(0));
    }

    /// 0 keeps a size, -1 is worked out from the rest.
    private static List<Dim> reshaped(Call call, List<Element> wanted) {
        List<Dim> from = call.dims(0).orElse(List.of());
        boolean keepsZeros = call.integer("allowzero", 0) != 0;
        var dims = new ArrayList<Dim>();
        int open = -1;
        for (int i = 0; i < wanted.size(); i++) {
            if (wanted.get(i) instanceof Element.Known(double value) && value == -1) {
                open = i;
                dims.add(new Dim.Fixed(1));
            } else if (wanted.get(i).equals(known(0)) && !keepsZeros) {
                dims.add(i < from.size() ? from.get(i) : Sizes.UNKNOWN);
            } else {
                dims.add(wanted.get(i).dim());
            }
        }
        if (open >= 0) {
            dims.set(open, quotient(call.dims(0), dims));
        }
        return dims;
    }

    /// What is left of `from` after the sizes in `others`; symbols that occur in both cancel.
    private static Dim quotient(Optional<List<Dim>> from, List<Dim> others) {
        if (from.isEmpty()) {
            return Sizes.UNKNOWN;
        }
        var above = new ArrayList<>(from.get());
        var below = new ArrayList<>(others);
        below.removeIf(dim -> !(dim instanceof Dim.Fixed) && above.remove(dim));
        OptionalLong divisor = Sizes.product(below);
        OptionalLong whole = Sizes.product(above);
        if (divisor.isEmpty() || divisor.getAsLong() == 0) {
            return Sizes.UNKNOWN;
        }
        if (whole.isPresent()) {
            return whole.getAsLong() % divisor.getAsLong() == 0
                    ? Sizes.dim(whole.getAsLong() / divisor.getAsLong())
                    : Sizes.UNKNOWN;
        }
        above.removeIf(dim -> Sizes.is(dim, 1));
        return divisor.getAsLong() == 1 && above.size() == 1 ? above.getFirst() : Sizes.UNKNOWN;
    }

    private static List<Fact> flatten(Call call) {
        int rank = call.rank(0);
        long axis = call.integer("axis", 1);
        long place = axis < 0 ? axis + rank : axis;
        if (rank < 0 || place < 0 || place > rank) {
            return List.of(Fact.unknownOfRank(call.type(0), 2));
        }
        List<Dim> dims = call.dims(0).orElseThrow();
        Dim outer = dims.subList(0, (int) place).stream().reduce(new Dim.Fixed(1), Sizes::times);
        Dim inner = dims.subList((int) place, rank).stream().reduce(new Dim.Fixed(1), Sizes::times);
        return viewed(call, Optional.of(List.of(outer, inner)));
    }

    private static List<Fact> squeeze(Call call) {
        Optional<List<Long>> axes = call.integers("axes", 1);
        if (axes.isEmpty() && !call.lacks("axes", 1)) {
            return List.of(Fact.typed(call.type(0)));
        }
        return viewed(call, call.dims(0).flatMap(dims -> squeezed(dims, axes)));
    }

    private static Optional<List<Dim>> squeezed(List<Dim> dims, Optional<List<Long>> axes) {
        var gone = new TreeSet<Integer>();
        if (axes.isPresent()) {
            axes.get().forEach(axis -> Call.axis(axis, dims.size()).ifPresent(gone::add));
        } else if (dims.stream().allMatch(Dim.Fixed.class::isInstance)) {
            IntStream.range(0, dims.size())
                    .filter(i -> Sizes.is(dims.get(i), 1))
                    .forEach(gone::add);
        } else {
            return Optional.empty();
        }
        return Optional.of(
                IntStream.range(0, dims.size())
                        .filter(i -> !gone.contains(i))
                        .mapToObj(dims::get)
                        .toList());
    }

    private static List<Fact> unsqueeze(Call call) {
        return viewed(
                call,
                call.integers("axes", 1)
                        .flatMap(axes -> call.dims(0).map(dims -> unsqueezed(dims, axes))));
    }

    private static List<Dim> unsqueezed(List<Dim> dims, List<Long> axes) {
        int rank = dims.size() + axes.size();
        var added = new TreeSet<Integer>();
        axes.forEach(axis -> Call.axis(axis, rank).ifPresent(added::add));
        var result = new ArrayList<>(dims);
        for (int axis : added) {
            if (axis <= result.size()) {
                result.add(axis, new Dim.Fixed(1));
            }
        }
        return result;
    }

    private static List<Fact> transpose(Call call) {
        int rank = call.rank(0);
        if (rank < 0) {
            return List.of(Fact.typed(call.type(0)));
        }
        List<Integer> order = order(call.ints("perm"), rank);
        if (order.isEmpty() && rank > 0) {
            return List.of(Fact.unknownOfRank(call.type(0), rank));
        }
        List<Dim> from = call.dims(0).orElseThrow();
        List<Dim> dims = order.stream().map(from::get).toList();
        return List.of(
                Fact.of(call.type(0), dims)
                        .withContents(
                                Picking.of(
                                        call.input(0),
                                        dims,
                                        (place, source) -> {
                                            for (int i = 0; i < place.length; i++) {
                                                source[order.get(i)] = place[i];
                                            }
                                        })));
    }

    /// {@return the axes in their new order; empty when they are none}
    private static List<Integer> order(Optional<List<Long>> given, int rank) {
        if (given.isEmpty()) {
            return IntStream.range(0, rank).map(i -> rank - 1 - i).boxed().toList();
        }
        List<Integer> order =
                given.get().stream()
                        .map(axis -> Call.axis(axis, rank))
                        .filter(OptionalInt::isPresent)
                        .map(OptionalInt::getAsInt)
                        .distinct()
                        .toList();
        return order.size() == rank ? order : List.of();
    }

    private static List<Fact> blocks(Call call, boolean toSpace) {
        long block = call.integer("blocksize", 0);
        if (call.rank(0) != 4 || block < 1 || block > Integer.MAX_VALUE) {
            return List.of(Fact.unknownOfRank(call.type(0), 4));
        }
        List<Dim> dims = call.dims(0).orElseThrow();
        Dim channels = scaled(dims.get(1), toSpace, block * block);
        return List.of(
                Fact.of(
                        call.type(0),
                        dims.getFirst(),
                        channels,
                        scaled(dims.get(2), !toSpace, block),
                        scaled(dims.get(3), !toSpace, block)));
    }

    private static Dim scaled(Dim dim, boolean down, long factor) {
        return dim instanceof Dim.Fixed(long size)
                ? Sizes.dim(down ? size / factor : Sizes.times(size, factor))
                : factor == 1 ? dim : Sizes.UNKNOWN;
    }
}
