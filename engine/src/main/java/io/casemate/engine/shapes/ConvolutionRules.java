package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Convolutions and pooling over `[batch, channels, sizes...]`.
final class ConvolutionRules {

    private ConvolutionRules() {}

    static void register(Rules rules) {
        rules.add("", call -> List.of(convolution(call, 1, call.type(0))), "Conv");
        rules.add("", call -> List.of(convolution(call, 1, ElementType.INT32)), "ConvInteger");
        rules.add("", call -> List.of(convolution(call, 3, call.type(7))), "QLinearConv");
        rules.add("", ConvolutionRules::transposed, "ConvTranspose");
        rules.add("", ConvolutionRules::pooling, "MaxPool", "AveragePool", "LpPool");
        rules.add(
                "", ConvolutionRules::global, "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool");
        rules.add(
                Rules.MICROSOFT, call -> List.of(convolution(call, 1, call.type(0))), "FusedConv");
    }

    private static Fact convolution(Call call, int weights, ElementType type) {
        int rank = call.rank(0);
        if (rank < 3 || call.rank(weights) != rank) {
            return rank < 3 ? Fact.typed(type) : Fact.unknownOfRank(type, rank);
        }
        List<Dim> kernel = call.dims(weights).orElseThrow();
        var window = new Window(call, kernel.subList(2, rank));
        var dims =
                new ArrayList<>(List.of(call.dims(0).orElseThrow().getFirst(), kernel.getFirst()));
        dims.addAll(window.outputs(call.dims(0).orElseThrow().subList(2, rank)));
        return Fact.of(type, dims);
    }

    private static List<Fact> pooling(Call call) {
        int rank = call.rank(0);
        Optional<List<Long>> kernel = call.ints("kernel_shape");
        if (rank < 3 || kernel.isEmpty() || kernel.get().size() != rank - 2) {
            return List.of(Fact.typed(call.type(0)));
        }
        var window = new Window(call, kernel.get().stream().map(Sizes::dim).toList());
        List<Dim> from = call.dims(0).orElseThrow();
        var dims = new ArrayList<>(from.subList(0, 2));
        dims.addAll(window.outputs(from.subList(2, rank)));
        Fact pooled = Fact.of(call.type(0), dims);
        return List.of(pooled, Fact.of(ElementType.INT64, dims));
    }

    private static List<Fact> global(Call call) {
        return List.of(
                Fact.of(
                        call.type(0),
                        call.dims(0)
                                .filter(dims -> dims.size() >= 2)
                                .map(dims -> {
                                    var changed = new ArrayList<>(dims.subList(0, 2));
                                    changed.addAll(
                                            Collections.nCopies(dims.size() - 2, new Dim.Fixed(1)));
                                    return changed;
                                })));
    }

    private static List<Fact> transposed(Call call) {
        int rank = call.rank(0);
        if (rank < 3 || call.rank(1) != rank) {
            return List.of(Fact.typed(call.type(0)));
        }
        List<Dim> kernel = call.dims(1).orElseThrow();
        List<Dim> from = call.dims(0).orElseThrow();
        Dim groups = Sizes.dim(call.integer("group", 1));
        var dims = new ArrayList<>(List.of(from.getFirst(), Sizes.times(kernel.get(1), groups)));
        var window = new Window(call, kernel.subList(2, rank));
        dims.addAll(window.enlarged(from.subList(2, rank)));
        return List.of(Fact.of(call.type(0), dims));
    }
}
