package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Puts numbers in the place of the sizes that a model leaves open; see [Bindings].
final class InputShapes {
    private final Bindings bindings;
    private final Map<String, Dim> symbols = new HashMap<>();
    private final boolean hasBatchName;

    InputShapes(Graph graph, Bindings bindings) {
        this.bindings = bindings;
        var constants = new HashSet<String>();
        graph.initializers().forEach(tensor -> constants.add(tensor.name()));
        List<ValueInfo> inputs =
                graph.inputs().stream().filter(input -> !constants.contains(input.name())).toList();
        hasBatchName =
                inputs.stream()
                        .flatMap(input -> input.shape().stream())
                        .flatMap(shape -> shape.dims().stream())
                        .anyMatch(dim -> dim instanceof Dim.Named(String name) && isBatch(name));
        inputs.forEach(input -> input.shape().ifPresent(this::collect));
        bindings.sizes().forEach((name, size) -> symbols.put(name, new Dim.Fixed(size)));
    }

    private static boolean isBatch(String name) {
        return name.toLowerCase(Locale.ROOT).contains("batch") || name.equals("N");
    }

    /// A symbol that is the first size of any input counts as such everywhere.
    private void collect(Shape shape) {
        for (int i = 0; i < shape.rank(); i++) {
            if (shape.dims().get(i) instanceof Dim.Named(String name)) {
                Dim size = standIn(shape.dims().get(i), name, i == 0);
                if (i == 0) {
                    symbols.put(name, size);
                } else {
                    symbols.putIfAbsent(name, size);
                }
            }
        }
    }

    private Dim standIn(Dim dim, String name, boolean isFirst) {
        boolean isBatch = hasBatchName ? isBatch(name) : isFirst;
        if (isBatch) {
            return bindings.batch() == Bindings.KEEP ? dim : new Dim.Fixed(bindings.batch());
        }
        if (bindings.others() == Bindings.KEEP) {
            return dim;
        }
        return new Dim.Fixed(
                name.toLowerCase(Locale.ROOT).contains("past") ? 0 : bindings.others());
    }

    /// {@return what is declared of an input}
    ///
    /// @param isMain whether it is an input of the main graph, whose open sizes get numbers; those
    ///   of a subgraph depend on what it is given
    Fact declared(ValueInfo input, boolean isMain) {
        return input.shape()
                .map(shape -> Fact.of(input.type(), dims(shape, isMain)))
                .orElseGet(() -> Fact.typed(input.type()));
    }

    /// {@return what the file says of a value inside: symbols count only where the inputs give them
    /// numbers}
    Fact hinted(ValueInfo value) {
        return declared(value, false);
    }

    private List<Dim> dims(Shape shape, boolean isMain) {
        var dims = new ArrayList<Dim>();
        for (int i = 0; i < shape.rank(); i++) {
            Dim dim = shape.dims().get(i);
            dims.add(
                    switch (dim) {
                        case Dim.Fixed _ -> dim;
                        case Dim.Named(String name) -> symbols.getOrDefault(name, open(dim));
                        case Dim.Unknown _ -> isMain ? standIn(dim, "", i == 0) : dim;
                    });
        }
        return dims;
    }

    /// A symbol that no input has stands for something that only a run can tell.
    private Dim open(Dim symbol) {
        return bindings.equals(Bindings.SYMBOLIC) ? symbol : Sizes.UNKNOWN;
    }
}
