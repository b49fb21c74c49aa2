package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.Shape;
import java.util.List;

/// A node with what is known of its inputs and outputs, in order.
record CostCall(Node node, List<ValueShape> inputs, List<ValueShape> outputs) {

    ValueShape input(int index) {
        return index < inputs.size() ? inputs.get(index) : ValueShape.UNKNOWN;
    }

    ValueShape output() {
        return outputs.isEmpty() ? ValueShape.UNKNOWN : outputs.getFirst();
    }

    /// {@return number of elements, 0 when not known}
    static long elements(ValueShape value) {
        return value.elements().orElse(0);
    }

    static List<Dim> dims(ValueShape value) {
        return value.shape().map(Shape::dims).orElse(List.of());
    }

    /// {@return one size of a value, counted from the end when negative; 0 when not known}
    static long size(ValueShape value, int axis) {
        List<Dim> dims = dims(value);
        int place = axis < 0 ? axis + dims.size() : axis;
        return place >= 0 && place < dims.size() && dims.get(place) instanceof Dim.Fixed(long size)
                ? size
                : 0;
    }

    /// {@return the product of the sizes from `axis` on; 0 when not known}
    static long productFrom(ValueShape value, int axis) {
        List<Dim> dims = dims(value);
        return axis > dims.size() ? 0 : Sizes.product(dims.subList(axis, dims.size())).orElse(0);
    }
}
