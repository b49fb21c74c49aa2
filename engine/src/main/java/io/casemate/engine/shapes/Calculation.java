package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// Works out small tensors element by element: the arithmetic that models do on shapes.
final class Calculation {

    private Calculation() {}

    static Optional<List<Element>> unary(Fact input, DoubleUnaryOperator function) {
        return input.contents()
                .map(elements -> elements.stream().map(each -> unary(each, function)).toList());
    }

    private static Element unary(Element element, DoubleUnaryOperator function) {
        return element instanceof Element.Known(double value)
                ? new Element.Known(function.applyAsDouble(value))
                : Element.UNKNOWN;
    }

    /// @param output dimensions of the result, all fixed
    static Optional<List<Element>> binary(
            Fact a, Fact b, List<Dim> output, BinaryOperator<Element> function) {
        long count = Sizes.product(output).orElse(Long.MAX_VALUE);
        if (count > Fact.MOST_CONTENTS || a.contents().isEmpty() || b.contents().isEmpty()) {
            return Optional.empty();
        }
        var result = new ArrayList<Element>();
        for (int i = 0; i < count; i++) {
            result.add(function.apply(broadcast(a, output, i), broadcast(b, output, i)));
        }
        return Optional.of(result);
    }

    static BinaryOperator<Element> numbers(DoubleBinaryOperator function) {
        return (a, b) ->
                a instanceof Element.Known(double left) && b instanceof Element.Known(double right)
                        ? new Element.Known(function.applyAsDouble(left, right))
                        : Element.UNKNOWN;
    }

    /// {@return the element of a fact with contents that stands at place `index` of a larger shape}
    static Element broadcast(Fact fact, List<Dim> output, int index) {
        List<Dim> dims = fact.dims().orElseThrow();
        int place = 0;
        int stride = 1;
        int rest = index;
        for (int axis = output.size() - 1; axis >= 0; axis--) {
            int size = size(output.get(axis));
            int own = axis - output.size() + dims.size();
            if (own >= 0 && size(dims.get(own)) > 1) {
                place += rest % size * stride;
                stride *= size(dims.get(own));
            }
            rest /= size;
        }
        return fact.contents().orElseThrow().get(place);
    }

    private static int size(Dim dim) {
        return dim instanceof Dim.Fixed(long size) ? Math.toIntExact(size) : 1;
    }
}
