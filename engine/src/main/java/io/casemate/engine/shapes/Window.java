package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A window that moves over the sizes behind batch and channels, as the attributes of a node say.
///
/// Source: ONNX operator specification, `Conv`, `ConvTranspose` and `MaxPool`.
final class Window {
    /// No stride, dilation or padding that makes sense is larger; more would overflow.
    private static final long LARGEST = 1L << 31;

    private final Call call;
    private final List<Dim> kernel;
    private final String padding;

    Window(Call call, List<Dim> kernel) {
        this.call = call;
        this.kernel = kernel;
        padding = call.text("auto_pad", "NOTSET");
    }

    /// {@return the sizes after a convolution or pooling}
    List<Dim> outputs(List<Dim> sizes) {
        var dims = new ArrayList<Dim>();
        for (int i = 0; i < sizes.size(); i++) {
            dims.add(output(sizes.get(i), i));
        }
        return dims;
    }

    private Dim output(Dim size, int axis) {
        long stride = at("strides", axis, 1);
        if (!(size instanceof Dim.Fixed(long length)) || length > LARGEST || stride < 1) {
            return Sizes.UNKNOWN;
        }
        if (padding.startsWith("SAME")) {
            return Sizes.dim(Math.ceilDiv(length, stride));
        }
        long extent = extent(axis);
        long pads = padding.equals("VALID") ? 0 : padBefore(axis) + padAfter(axis);
        long room = length + pads - extent;
        if (extent < 0 || room < 0) {
            return Sizes.UNKNOWN;
        }
        boolean isRoundedUp = call.integer("ceil_mode", 0) != 0;
        long steps = isRoundedUp ? Math.ceilDiv(room, stride) : room / stride;
        boolean startsInPadding = isRoundedUp && steps * stride >= length + padBefore(axis);
        return Sizes.dim(startsInPadding ? steps : steps + 1);
    }

    /// {@return the sizes after a transposed convolution}
    List<Dim> enlarged(List<Dim> sizes) {
        Optional<List<Long>> given = call.ints("output_shape");
        var dims = new ArrayList<Dim>();
        for (int i = 0; i < sizes.size(); i++) {
            boolean isGiven = given.isPresent() && i < given.get().size();
            dims.add(isGiven ? Sizes.dim(given.get().get(i)) : enlarged(sizes.get(i), i));
        }
        return dims;
    }

    private Dim enlarged(Dim size, int axis) {
        long stride = at("strides", axis, 1);
        long extent = extent(axis);
        if (!(size instanceof Dim.Fixed(long length)) || length > LARGEST || extent < 0) {
            return Sizes.UNKNOWN;
        }
        if (padding.startsWith("SAME")) {
            return Sizes.dim(length * stride);
        }
        long pads = padding.equals("VALID") ? 0 : padBefore(axis) + padAfter(axis);
        return Sizes.dim(stride * (length - 1) + at("output_padding", axis, 0) + extent - pads);
    }

    /// {@return how many elements the window reaches over, -1 when not known}
    private long extent(int axis) {
        return kernel.get(axis) instanceof Dim.Fixed(long size) && size >= 1 && size <= LARGEST
                ? (size - 1) * at("dilations", axis, 1) + 1
                : -1;
    }

    private long padBefore(int axis) {
        return at("pads", axis, 0);
    }

    private long padAfter(int axis) {
        return at("pads", axis + kernel.size(), 0);
    }

    private long at(String attribute, int index, long otherwise) {
        return call.ints(attribute)
                .filter(values -> index < values.size())
                .map(values -> Math.clamp(values.get(index), -LARGEST, LARGEST))
                .orElse(otherwise);
    }
}
