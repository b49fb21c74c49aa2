package io.casemate.engine.onnx;

import java.util.List;
import java.util.stream.LongStream;

/// The dimensions of a tensor, outermost first. A scalar has none.
public record Shape(List<Dim> dims) {

    public Shape {
        dims = List.copyOf(dims);
    }

    public static Shape of(long... sizes) {
        return new Shape(LongStream.of(sizes).<Dim>mapToObj(Dim.Fixed::new).toList());
    }

    public int rank() {
        return dims.size();
    }

    @Override
    public String toString() {
        return dims.toString();
    }
}
