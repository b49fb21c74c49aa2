package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Operators that take tensors apart and put them together.
final class SlicingRules {

    private SlicingRules() {}

    static void register(Rules rules) {
        rules.add("", SlicingRules::concat, "Concat");
        rules.add("", SlicingRules::split, "Split");
        rules.add("", Slicing::slice, "Slice");
        rules.add("", SlicingRules::gather, "Gather");
        rules.add("", call -> List.of(Fact.of(call.type(0), call.dims(1))), "GatherElements");
        rules.add("", SlicingRules::gatherNd, "GatherND");
        rules.add("", ElementwiseRules::same, "Scatter", "ScatterElements", "ScatterND");
        rules.add("", SlicingRules::expand, "Expand");
        rules.add("", SlicingRules::tile, "Tile");
        rules.add("", SlicingRules::pad, "Pad");
    }

    private static List<Fact> concat(Call call) {
        int rank = call.rank(0);
        OptionalInt axis = Call.axis(call.integer("axis", 1), Math.max(0, rank));
        if (axis.isEmpty() || !haveRank(call, rank)) {
            return List.of(Fact.typed(call.type(0)));
        }
        int place = axis.getAsInt();
        var dims = new ArrayList<>(call.dims(0).orElseThrow());
        for (int i = 1; i < call.inputs().size(); i++) {
            List<Dim> other = call.dims(i).orElseThrow();
            for (int j = 0; j < rank; j++) {
                dims.set(
                        j,
                        j == place
                                ? Sizes.plus(dims.get(j), other.get(j))
                                : Sizes.same(dims.get(j), other.get(j)));
            }
        }
        Fact joined = Fact.of(call.type(0), dims);
        return List.of(rank == 1 ? joined.withContents(joined(call)) : joined);
    }

    private static boolean haveRank(Call call, int rank) {
        return call.inputs().stream()
                .allMatch(fact -> fact.dims().map(List::size).orElse(-1) == rank);
    }

    /// Parts that are not known count as unknown elements where their number is.
    private static Optional<List<Element>> joined(Call call) {
        var all = new ArrayList<Element>();
        for (Fact part : call.inputs()) {
            long count = part.value().elements().orElse(Long.MAX_VALUE);
            if (count > Fact.MOST_CONTENTS - all.size()) {
                return Optional.empty();
            }
            all.addAll(
                    part.contents()
                            .orElseGet(() -> Collections.nCopies((int) count, Element.UNKNOWN)));
        }
        return Optional.of(all);
    }

    private static List<Fact> split(Call call) {
        int rank = call.rank(0);
        int parts = call.node().outputs().size();
        OptionalInt axis = Call.axis(call.integer("axis", 0), Math.max(0, rank));
        if (axis.isEmpty()) {
            return Collections.nCopies(parts, Fact.typed(call.type(0)));
        }
        Dim whole = call.dims(0).orElseThrow().get(axis.getAsInt());
        Optional<List<Long>> sizes = call.integers("split", 1);
        boolean isEven = call.lacks("split", 1);
        var facts = new ArrayList<Fact>();
        for (int i = 0; i < parts; i++) {
            var dims = new ArrayList<>(call.dims(0).orElseThrow());
            Dim part =
                    isEven
                            ? evenPart(whole, i, parts)
                            : sizes.isPresent() && i < sizes.get().size()
                                    ? Sizes.dim(sizes.get().get(i))
                                    : Sizes.UNKNOWN;
            dims.set(axis.getAsInt(), part);
            facts.add(Fact.of(call.type(0), dims));
        }
        return facts;
    }

    private static Dim evenPart(Dim whole, int index, int parts) {
        if (!(whole instanceof Dim.Fixed(long size))) {
            return Sizes.UNKNOWN;
        }
        long chunk = Math.ceilDiv(size, (long) parts);
        return Sizes.dim(Math.clamp(size - chunk * index, 0, chunk));
    }

    private static List<Fact> gather(Call call) {
        int rank = call.rank(0);
        OptionalInt axis = Call.axis(call.integer("axis", 0), Math.max(0, rank));
        if (axis.isEmpty() || call.dims(1).isEmpty()) {
            return List.of(Fact.typed(call.type(0)));
        }
        var dims = new ArrayList<>(call.dims(0).orElseThrow());
        dims.remove(axis.getAsInt());
        dims.addAll(axis.getAsInt(), call.dims(1).orElseThrow());
        Fact fact = Fact.of(call.type(0), dims);
        return List.of(rank == 1 ? fact.withContents(picked(call)) : fact);
    }

    private static Optional<List<Element>> picked(Call call) {
        if (call.contents(0).isEmpty() || call.integers(1).isEmpty()) {
            return Optional.empty();
        }
        List<Element> from = call.contents(0).orElseThrow();
        return Optional.of(
                call.integers(1).orElseThrow().stream()
                        .map(index -> Call.axis(index, from.size()))
                        .map(index ->
                                index.isPresent() ? from.get(index.getAsInt()) : Element.UNKNOWN)
                        .toList());
    }

    private static List<Fact> gatherNd(Call call) {
        long batch = call.integer("batch_dims", 0);
        Optional<List<Dim>> indices = call.dims(1).filter(dims -> !dims.isEmpty());
        if (indices.isEmpty()
                || call.dims(0).isEmpty()
                || !(indices.get().getLast() instanceof Dim.Fixed(long depth))
                || batch < 0
                || batch + depth > call.rank(0)
                || batch + depth < 0) {
            return List.of(Fact.typed(call.type(0)));
        }
        var dims = new ArrayList<>(indices.get().subList(0, indices.get().size() - 1));
        dims.addAll(call.dims(0).orElseThrow().subList((int) (batch + depth), call.rank(0)));
        return List.of(Fact.of(call.type(0), dims));
    }

    private static List<Fact> expand(Call call) {
        Optional<List<Dim>> wanted =
                call.contents(1).map(list -> list.stream().map(Element::dim).toList());
        Optional<List<Dim>> dims = Broadcast.of(call.dims(0), wanted);
        return List.of(
                Fact.of(call.type(0), dims)
                        .withContents(
                                dims.flatMap(out ->
                                        Calculation.binary(
                                                call.input(0), call.input(0), out, (a, _) -> a))));
    }

    private static List<Fact> tile(Call call) {
        Optional<List<Element>> repeats =
                call.contents(1).filter(list -> list.size() == call.rank(0));
        if (repeats.isEmpty()) {
            return List.of(
                    call.rank(0) < 0
                            ? Fact.typed(call.type(0))
                            : Fact.unknownOfRank(call.type(0), call.rank(0)));
        }
        var dims = new ArrayList<Dim>();
        for (int i = 0; i < call.rank(0); i++) {
            dims.add(Sizes.times(call.dims(0).orElseThrow().get(i), repeats.get().get(i).dim()));
        }
        return List.of(Fact.of(call.type(0), dims));
    }

    private static List<Fact> pad(Call call) {
        int rank = call.rank(0);
        if (rank < 0) {
            return List.of(Fact.typed(call.type(0)));
        }
        Optional<List<Long>> pads =
                call.integers(
                        call.node().attribute("paddings").isPresent() ? "paddings" : "pads", 1);
        if (pads.isEmpty() || call.has(3) || pads.get().size() != 2 * rank) {
            return List.of(Fact.unknownOfRank(call.type(0), rank));
        }
        var dims = new ArrayList<Dim>();
        for (int i = 0; i < rank; i++) {
            long added = clamped(pads.get().get(i)) + clamped(pads.get().get(i + rank));
            dims.add(
                    call.dims(0).orElseThrow().get(i) instanceof Dim.Fixed(long size)
                            ? Sizes.dim(added < 0 ? size + added : Sizes.plus(size, added))
                            : added == 0 ? call.dims(0).orElseThrow().get(i) : Sizes.UNKNOWN);
        }
        return List.of(Fact.of(call.type(0), dims));
    }

    private static long clamped(long pad) {
        return Math.clamp(pad, -(1L << 61), 1L << 61);
    }
}
