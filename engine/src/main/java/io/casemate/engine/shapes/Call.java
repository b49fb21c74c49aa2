package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A node with what is known of its inputs.
///
/// @param opset version of the node's domain
/// @param inputs facts of the inputs, in order; [Fact#UNKNOWN] for an input left out
record Call(Node node, long opset, List<Fact> inputs, Bodies bodies) {

    boolean has(int index) {
        return index < node.inputs().size() && !node.inputs().get(index).isEmpty();
    }

    Fact input(int index) {
        return index < inputs.size() ? inputs.get(index) : Fact.UNKNOWN;
    }

    ElementType type(int index) {
        return input(index).type();
    }

    Optional<List<Dim>> dims(int index) {
        return input(index).dims();
    }

    /// {@return the rank of an input, -1 when not known}
    int rank(int index) {
        return dims(index).map(List::size).orElse(-1);
    }

    Optional<List<Element>> contents(int index) {
        return input(index).contents();
    }

    /// {@return the elements of an input, when all of them are known numbers}
    Optional<List<Double>> numbers(int index) {
        return contents(index).flatMap(Call::numbers);
    }

    private static Optional<List<Double>> numbers(List<Element> elements) {
        var numbers = new ArrayList<Double>(elements.size());
        for (Element element : elements) {
            if (!(element instanceof Element.Known(double value)) || Double.isNaN(value)) {
                return Optional.empty();
            }
            numbers.add(value);
        }
        return Optional.of(numbers);
    }

    Optional<List<Long>> integers(int index) {
        return numbers(index).map(list -> list.stream().map(Double::longValue).toList());
    }

    Optional<List<Long>> ints(String attribute) {
        return node.attribute(attribute).orElse(new Attribute.IntValue(0))
                        instanceof Attribute.Ints(List<Long> values)
                ? Optional.of(values)
                : Optional.empty();
    }

    long integer(String attribute, long otherwise) {
        return node.intAttribute(attribute, otherwise);
    }

    String text(String attribute, String otherwise) {
        return node.attribute(attribute).orElse(new Attribute.IntValue(0))
                        instanceof Attribute.BytesValue bytes
                ? bytes.text()
                : otherwise;
    }

    /// {@return what newer versions give as an input and older ones as an attribute}
    Optional<List<Long>> integers(String attribute, int index) {
        return has(index) ? integers(index) : ints(attribute);
    }

    /// {@return whether it is given in neither way}
    boolean lacks(String attribute, int index) {
        return !has(index) && node.attribute(attribute).isEmpty();
    }

    /// {@return the element type with the number in `attribute`, `otherwise` when it has none}
    ElementType elementType(String attribute, ElementType otherwise) {
        long number = integer(attribute, 0);
        return number == 0
                ? otherwise
                : ElementType.ofNumber((int) Math.clamp(number, -1L, Integer.MAX_VALUE))
                        .orElse(ElementType.UNDEFINED);
    }

    /// {@return the place of an axis that may count from the end; empty when there is none such}
    static OptionalInt axis(long axis, int rank) {
        return axis < -rank || axis >= rank
                ? OptionalInt.empty()
                : OptionalInt.of((int) (axis < 0 ? axis + rank : axis));
    }
}
