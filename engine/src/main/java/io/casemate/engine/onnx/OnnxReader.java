package io.casemate.engine.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads ONNX model files that nobody vouches for.
///
/// Weights are noted by their place and not read: memory grows with the number of nodes and not
/// with the size of the file. Every length is checked against the message it is in, and every count
/// against a limit.
///
/// Source: `onnx.proto`, IR version 13.
public final class OnnxReader {

    private OnnxReader() {}

    /// @throws OnnxFormatException when the bytes are no sound `ModelProto` within `limits`
    public static Model read(Path file, ReadLimits limits) throws IOException {
        return reading(file, bytes -> model(new Cursor(bytes), new Reading(file, limits)));
    }

    /// Reads a file that holds one tensor, such as `input_0.pb` of a test data set.
    ///
    /// @throws OnnxFormatException when the bytes are no sound `TensorProto` within `limits`
    public static TensorProto readTensor(Path file, ReadLimits limits) throws IOException {
        return reading(
                file, bytes -> TensorReader.tensor(new Cursor(bytes), new Reading(file, limits)));
    }

    /// Reads a sparse tensor that was kept as a field when its model was read.
    ///
    /// @throws OnnxFormatException when the bytes are no sound `SparseTensorProto` within `limits`
    public static SparseTensor readSparse(RawField field, ReadLimits limits) throws IOException {
        return switch (field.payload()) {
            case Source.InMemory(byte[] bytes) ->
                    // parts of so few bytes are small too, and need no file
                    TensorReader.sparse(
                            new Cursor(Window.on(bytes)), new Reading(Path.of(""), limits));
            case Source.InFile(Path file, long offset, long length) ->
                    reading(
                            file,
                            bytes ->
                                    TensorReader.sparse(
                                            new Cursor(bytes, offset, length),
                                            new Reading(file, limits)));
        };
    }

    private static <T> T reading(Path file, java.util.function.Function<Window, T> read)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read.apply(Window.on(channel));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Model model(Cursor in, Reading reading) {
        var parts = new ModelParts();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> parts.irVersion = in.number();
                case 2 -> parts.producerName = reading.name(in, "producer_name");
                case 3 -> parts.producerVersion = reading.name(in, "producer_version");
                case 7 -> {
                    if (parts.graph != null) { // a merging reader would see both as one
                        throw in.broken("there are two graphs");
                    }
                    parts.graph = GraphReader.graph(in.nested("graph"), reading);
                }
                case 8 -> parts.opsets.add(opset(in.nested("opset_import"), reading));
                case 14 -> {
                    reading.countMetadata(in);
                    parts.others.add(reading.keep(in));
                }
                case 20 -> parts.others.add(reading.keepLarge(in)); // training_info
                case 25 -> parts.functions.add(function(in, parts.functions.size(), reading));
                default -> parts.others.add(reading.keep(in));
            }
        }
        if (parts.graph == null) {
            throw in.failure(OnnxProblem.NO_GRAPH, "there is no graph");
        }
        if (parts.opsets.isEmpty()) {
            throw in.failure(OnnxProblem.NO_OPSET, "no operator set is imported");
        }
        return parts.model(parts.graph);
    }

    private static OpsetImport opset(Cursor in, Reading reading) {
        reading.countPart(in);
        String domain = "";
        long version = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> domain = reading.name(in, "domain");
                case 2 -> version = in.number();
                default -> reading.keep(in);
            }
        }
        return new OpsetImport(domain, version);
    }

    private static Function function(Cursor outer, int index, Reading reading) {
        reading.countPart(outer);
        Cursor in = outer.nested("functions", index);
        Source encoded = new Source.InFile(reading.file(), in.start(), in.length());
        String name = "";
        String domain = "";
        var nodes = new ArrayList<Node>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = reading.name(in, "name");
                case 7 -> nodes.add(GraphReader.node(in.nested("node", nodes.size()), reading));
                case 10 -> domain = reading.name(in, "domain");
                default -> reading.keep(in);
            }
        }
        return new Function(domain, name, nodes, encoded);
    }

    /// What has been read of a model so far.
    private static final class ModelParts {
        private long irVersion;
        private String producerName = "";
        private String producerVersion = "";
        private @Nullable Graph graph;
        private final List<OpsetImport> opsets = new ArrayList<>();
        private final List<Function> functions = new ArrayList<>();
        private final List<RawField> others = new ArrayList<>();

        private Model model(Graph main) {
            return new Model(
                    irVersion, producerName, producerVersion, opsets, main, functions, others);
        }
    }
}
