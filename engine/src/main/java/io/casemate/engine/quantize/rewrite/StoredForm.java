package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorBytes;
import io.casemate.engine.onnx.TensorData;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.quantize.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A constant in fewer bits, and the nodes that make the constant of it again:
///
/// ```
/// W (FLOAT)    →    small (INT8)                   small (FLOAT16 or BFLOAT16)
///                   Cast to FLOAT                  Cast to FLOAT -> W
///                   Mul by scales -> W
/// ```
///
/// The last node makes a value of the old name, so that no reader changes. ONNX Runtime computes
/// the nodes once, while it loads the model; in memory and in speed the model is what it was.
///
/// Source: ONNX operator specification, `Cast` (opset 6, 13) and `Mul` (opset 7).
///
/// @param constants in place of the original
/// @param nodes in order
record StoredForm(List<TensorProto> constants, List<Node> nodes) {

    /// What names, nodes and types cost in the file, about, in bytes.
    private static final long OVERHEAD = 128;

    /// Channels with fewer elements share one scale: theirs would take as much as it saves.
    private static final int LEAST_CHANNEL = 4;

    StoredForm {
        constants = List.copyOf(constants);
        nodes = List.copyOf(nodes);
    }

    /// {@return the first opset in which its nodes exist and take the type}
    static long opset(Step.StoredType type) {
        return switch (type) {
            case INT8 -> 7;
            case FP16 -> 6;
            case BF16 -> 13;
        };
    }

    /// {@return the channels of an INT8 form; empty where it would not become smaller}
    static Optional<Channels> worthwhile(TensorProto tensor, Channels wanted) {
        Channels channels = wanted.size() < LEAST_CHANNEL ? Channels.whole(tensor.dims()) : wanted;
        long bytes = tensor.elements() + (long) channels.count() * Float.BYTES + OVERHEAD;
        return bytes < original(tensor) ? Optional.of(channels) : Optional.empty();
    }

    private static long original(TensorProto tensor) {
        return tensor.elements() * tensor.type().bits() / Byte.SIZE;
    }

    /// @param name for what is made, free with everything that begins with it
    static StoredForm int8(
            TensorProto tensor, Int8Channels small, List<Long> scaleDims, Naming naming)
            throws IOException {
        String name = naming.name();
        List<TensorProto> constants =
                List.of(
                        naming.constant(name, ElementType.INT8, tensor.dims(), small.values()),
                        naming.constant(
                                name + "_scale",
                                ElementType.FLOAT,
                                scaleDims,
                                TensorBytes.floats(small.scales())));
        var nodes = new ArrayList<Node>();
        nodes.add(cast(name, name + "_float", ElementType.FLOAT));
        boolean isFloat = tensor.type() == ElementType.FLOAT;
        String product = isFloat ? tensor.name() : name + "_product";
        nodes.add(
                new Node(
                        "",
                        "Mul",
                        List.of(name + "_float", name + "_scale"),
                        List.of(product),
                        List.of()));
        if (!isFloat) {
            nodes.add(cast(product, tensor.name(), tensor.type()));
        }
        return new StoredForm(constants, nodes);
    }

    /// {@return the form of a FLOAT tensor in 16 bits}
    static StoredForm half(TensorProto tensor, byte[] small, ElementType type, Naming naming)
            throws IOException {
        return new StoredForm(
                List.of(naming.constant(naming.name(), type, tensor.dims(), small)),
                List.of(cast(naming.name(), tensor.name(), ElementType.FLOAT)));
    }

    private static Node cast(String from, String to, ElementType type) {
        return new Node(
                "",
                "Cast",
                List.of(from),
                List.of(to),
                List.of(Attribute.of("to", (long) type.number())));
    }

    /// @param name for what is made, free with everything that begins with it
    /// @param scratch where constants are kept
    record Naming(String name, Scratch scratch) {

        private TensorProto constant(
                String constant, ElementType type, List<Long> dims, byte[] bytes)
                throws IOException {
            return new TensorProto(
                    constant, type, dims, new TensorData.Raw(scratch.keep(bytes)), 1);
        }
    }
}
