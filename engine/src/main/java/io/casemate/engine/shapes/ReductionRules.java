package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reductions along axes, and the largest elements.
final class ReductionRules {

    private ReductionRules() {}

    static void register(Rules rules) {
        rules.add(
                "",
                ReductionRules::reduce,
                ("ReduceSum ReduceMean ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2"
                                + " ReduceLogSum ReduceLogSumExp ReduceSumSquare")
                        .split(" "));
        rules.add("", ReductionRules::place, "ArgMax", "ArgMin");
        rules.add("", ReductionRules::top, "TopK");
    }

    private static List<Fact> reduce(Call call) {
        int rank = call.rank(0);
        boolean keeps = call.integer("keepdims", 1) != 0;
        Optional<List<Long>> axes = call.integers("axes", 1);
        boolean isUntold = axes.isEmpty() && !call.lacks("axes", 1);
        if (rank < 0 || isUntold) {
            return List.of(
                    rank >= 0 && keeps
                            ? Fact.unknownOfRank(call.type(0), rank)
                            : Fact.typed(call.type(0)));
        }
        var reduced = new HashSet<Integer>();
        axes.orElse(List.of()).forEach(axis -> Call.axis(axis, rank).ifPresent(reduced::add));
        boolean isAll =
                axes.orElse(List.of()).isEmpty() && call.integer("noop_with_empty_axes", 0) == 0;
        var dims = new ArrayList<Dim>();
        for (int i = 0; i < rank; i++) {
            if (!isAll && !reduced.contains(i)) {
                dims.add(call.dims(0).orElseThrow().get(i));
            } else if (keeps) {
                dims.add(new Dim.Fixed(1));
            }
        }
        Fact fact = Fact.of(call.type(0), dims);
        return List.of(rank == 1 && isAll ? fact.withContents(total(call)) : fact);
    }

    /// The number of elements of a shape is the product of its sizes; other totals are not
    /// followed.
    private static Optional<List<Element>> total(Call call) {
        return call.node().is("ReduceProd")
                ? call.numbers(0)
                        .map(sizes ->
                                List.of(
                                        new Element.Known(
                                                sizes.stream().reduce(1.0, (a, b) -> a * b))))
                : Optional.empty();
    }

    private static List<Fact> place(Call call) {
        int rank = call.rank(0);
        OptionalInt axis = Call.axis(call.integer("axis", 0), Math.max(0, rank));
        if (axis.isEmpty()) {
            return List.of(Fact.typed(ElementType.INT64));
        }
        var dims = new ArrayList<>(call.dims(0).orElseThrow());
        if (call.integer("keepdims", 1) != 0) {
            dims.set(axis.getAsInt(), new Dim.Fixed(1));
        } else {
            dims.remove(axis.getAsInt());
        }
        return List.of(Fact.of(ElementType.INT64, dims));
    }

    private static List<Fact> top(Call call) {
        int rank = call.rank(0);
        OptionalInt axis = Call.axis(call.integer("axis", -1), Math.max(0, rank));
        if (axis.isEmpty()) {
            return List.of(Fact.typed(call.type(0)), Fact.typed(ElementType.INT64));
        }
        Optional<List<Long>> given = call.integers(1).filter(list -> list.size() == 1);
        Dim count =
                call.has(1)
                        ? given.map(list -> Sizes.dim(list.getFirst())).orElse(Sizes.UNKNOWN)
                        : Sizes.dim(call.integer("k", -1));
        var dims = new ArrayList<>(call.dims(0).orElseThrow());
        dims.set(axis.getAsInt(), count);
        return List.of(Fact.of(call.type(0), dims), Fact.of(ElementType.INT64, dims));
    }
}
