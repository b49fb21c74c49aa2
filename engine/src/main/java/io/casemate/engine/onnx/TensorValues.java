package io.casemate.engine.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Reads the elements of constant tensors, wherever and in whatever form they are. For models that
/// have passed the airlock: it trusts places and lengths.
public final class TensorValues {

    private static final int PART = 1 << 20;

    private TensorValues() {}

    /// {@return the elements as `float`, in row-major order}
    ///
    /// @param folder where the model's external data lie
    /// @throws OnnxFormatException when the data do not fit the shape, or the type is no float type
    public static float[] floats(TensorProto tensor, Path folder) throws IOException {
        int count = Math.toIntExact(tensor.elements());
        if (resolved(tensor, folder).data() instanceof TensorData.Raw(Source.InFile place)
                && tensor.type() == ElementType.FLOAT) {
            if (place.length() != (long) count * Float.BYTES) {
                throw TensorBytes.misfit(tensor, place.length());
            }
            return floatsIn(place, count);
        }
        ByteBuffer raw = TensorBytes.of(tensor, folder);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] =
                    switch (tensor.type()) {
                        case FLOAT -> raw.getFloat();
                        case DOUBLE -> (float) raw.getDouble();
                        case FLOAT16 -> Float.float16ToFloat(raw.getShort());
                        case BFLOAT16 -> Float.intBitsToFloat(raw.getShort() << 16);
                        default -> throw TensorBytes.misfit(tensor, raw.remaining());
                    };
        }
        return values;
    }

    /// Part by part, so that a large tensor is in memory once.
    private static float[] floatsIn(Source.InFile place, int count) throws IOException {
        float[] values = new float[count];
        ByteBuffer part = ByteBuffer.allocate(PART).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(place.file(), StandardOpenOption.READ)) {
            for (int filled = 0; filled < count; filled += part.limit() / Float.BYTES) {
                long at = place.offset() + (long) filled * Float.BYTES;
                part.clear().limit((int) Math.min(PART, (long) (count - filled) * Float.BYTES));
                fill(part, channel, at);
                part.flip().asFloatBuffer().get(values, filled, part.limit() / Float.BYTES);
            }
        }
        return values;
    }

    private static void fill(ByteBuffer buffer, FileChannel channel, long at) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new IOException("the file of the weights ended early");
            }
        }
    }

    /// {@return the bytes, little-endian}
    static ByteBuffer bytes(Source source) throws IOException {
        return switch (source) {
            case Source.InMemory(byte[] bytes) ->
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            case Source.InFile(Path file, long offset, long length) -> {
                var buffer = ByteBuffer.allocate(Math.toIntExact(length));
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    fill(buffer, channel, offset);
                }
                yield buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
            }
        };
    }

    /// {@return `tensor` with its external data replaced by the place where they are}
    static TensorProto resolved(TensorProto tensor, Path folder) throws IOException {
        if (!(tensor.data() instanceof TensorData.External external)) {
            return tensor;
        }
        Path file = folder.resolve(external.location());
        long length = external.length().orElse(bytesOf(tensor));
        return tensor.withData(
                new TensorData.Raw(new Source.InFile(file, external.offset(), length)));
    }

    private static long bytesOf(TensorProto tensor) {
        return Math.ceilDiv(Math.multiplyExact(tensor.elements(), (long) tensor.type().bits()), 8L);
    }

    static Graph resolved(Graph graph, Path folder) throws IOException {
        var initializers = new ArrayList<TensorProto>();
        for (TensorProto tensor : graph.initializers()) {
            initializers.add(resolved(tensor, folder));
        }
        var nodes = new ArrayList<Node>();
        for (Node node : graph.nodes()) {
            nodes.add(resolved(node, folder));
        }
        return graph.withInitializers(initializers).withNodes(nodes);
    }

    private static Node resolved(Node node, Path folder) throws IOException {
        var attributes = new ArrayList<Attribute>();
        for (Attribute attribute : node.attributes()) {
            attributes.add(attribute.withValue(resolved(attribute.value(), folder)));
        }
        return node.withAttributes(attributes);
    }

    private static Attribute.Value resolved(Attribute.Value value, Path folder) throws IOException {
        return switch (value) {
            case Attribute.TensorValue(TensorProto tensor) ->
                    new Attribute.TensorValue(resolved(tensor, folder));
            case Attribute.GraphValue(Graph graph) ->
                    new Attribute.GraphValue(resolved(graph, folder));
            case Attribute.Tensors(List<TensorProto> tensors) -> {
                var resolved = new ArrayList<TensorProto>();
                for (TensorProto tensor : tensors) {
                    resolved.add(resolved(tensor, folder));
                }
                yield new Attribute.Tensors(resolved);
            }
            case Attribute.Graphs(List<Graph> graphs) -> {
                var resolved = new ArrayList<Graph>();
                for (Graph graph : graphs) {
                    resolved.add(resolved(graph, folder));
                }
                yield new Attribute.Graphs(resolved);
            }
            case Attribute.FloatValue _,
                    Attribute.IntValue _,
                    Attribute.BytesValue _,
                    Attribute.Floats _,
                    Attribute.Ints _,
                    Attribute.BytesList _,
                    Attribute.Other _ ->
                    value;
        };
    }
}
