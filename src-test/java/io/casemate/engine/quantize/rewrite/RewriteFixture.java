package io.casemate.engine.quantize.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.OnnxWriter;
import io.casemate.engine.onnx.OpsetImport;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Small models for recipes, and what their outcomes are held against.
final class RewriteFixture {

    private RewriteFixture() {}

    /// `x · (outer weights)`, then, as `x` says, times weights of a `Constant` or of an initializer
    /// in a branch.
    static Graph branching() {
        Node constant =
                with(
                        new Node("k", "Constant", List.of(), List.of("v"), List.of()),
                        new Attribute(
                                "value", new Attribute.TensorValue(constant("", 40, 40)), ""));
        Graph then = inner(List.of(constant, node("MatMul", "then", "m", "v")), List.of(), "then");
        Graph other =
                inner(
                        List.of(node("MatMul", "p", "m", "u"), node("MatMul", "other", "p", "w")),
                        List.of(constant("u", 40, 40)),
                        "other");
        Node branch =
                with(
                        node("If", "y", "c"),
                        new Attribute("then_branch", new Attribute.GraphValue(then), ""),
                        new Attribute("else_branch", new Attribute.GraphValue(other), ""));
        List<Node> nodes =
                List.of(
                        node("ReduceSum", "s", "x"),
                        node("Reshape", "r", "s", "shape"),
                        node("Less", "c", "r", "zero"),
                        node("Identity", "m", "x"),
                        branch);
        var shape = TensorProto.of("shape", ElementType.INT64, List.of(0L), new byte[0]);
        return graph(
                nodes,
                List.of(constant("w", 40, 40), shape, tensor("zero", new float[1], List.of())),
                Shape.of(4, 40));
    }

    private static Graph inner(List<Node> nodes, List<TensorProto> constants, String output) {
        return new Graph(
                output,
                nodes,
                constants,
                List.of(),
                List.of(ValueInfo.of(output, ElementType.FLOAT, Shape.of(4, 40))),
                List.of(),
                List.of());
    }

    static Graph graph(List<Node> nodes, List<TensorProto> constants, Shape input) {
        return new Graph(
                "g",
                nodes,
                constants,
                List.of(ValueInfo.of("x", ElementType.FLOAT, input)),
                List.of(ValueInfo.of("y", ElementType.FLOAT, output(nodes, input))),
                List.of(),
                List.of());
    }

    /// An `LSTM` has an axis more.
    private static Shape output(List<Node> nodes, Shape input) {
        return nodes.getLast().is("LSTM") ? unknown(Shape.of(1, 1, 1, 1)) : unknown(input);
    }

    private static Shape unknown(Shape like) {
        return new Shape(like.dims().stream().<Dim>map(_ -> new Dim.Unknown()).toList());
    }

    static TensorProto constant(String name, long... dims) {
        int elements = (int) Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        float[] values = random(1, elements, elements + name.length()).values();
        return tensor(name, values, Arrays.stream(dims).boxed().toList());
    }

    static Node with(Node node, Attribute... attributes) {
        return new Node(
                node.name(), node.opType(), node.inputs(), node.outputs(), List.of(attributes));
    }

    static List<TensorProto> ofType(RewriteReport report, ElementType type) throws IOException {
        Graph graph = OnnxReader.read(report.modelFile(), ReadLimits.STANDARD).graph();
        return graph.allTensors().filter(tensor -> tensor.type() == type).toList();
    }

    static float[] run(Path file, long... shape) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        int elements = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        var all = new ArrayList<Float>();
        try (OrtSession session = environment.createSession(file.toString())) {
            for (int sign = -1; sign <= 1; sign += 2) {
                float[] in = random(1, elements, 9).values();
                for (int i = 0; i < elements; i++) {
                    in[i] = sign * Math.abs(in[i]);
                }
                try (OnnxTensor x =
                                OnnxTensor.createTensor(environment, FloatBuffer.wrap(in), shape);
                        OrtSession.Result result = session.run(Map.of("x", x))) {
                    for (float value : ((OnnxTensor) result.get(0)).getFloatBuffer().array()) {
                        all.add(value);
                    }
                }
            }
        }
        float[] out = new float[all.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = all.get(i);
        }
        assertFalse(all.isEmpty());
        return out;
    }

    static Matrix random(int rows, int columns, long seed) {
        var random = new Random(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Matrix(rows, columns, values);
    }

    static Node node(String type, String output, String... inputs) {
        return new Node(output, type, List.of(inputs), List.of(output), List.of());
    }

    static TensorProto tensor(String name, float[] values, List<Long> dims) {
        return TensorProto.floats(name, dims, values);
    }

    static Path write(Path folder, String name, Graph graph, long opset) throws IOException {
        Path file = folder.resolve(name + ".onnx");
        OnnxWriter.write(model(graph, opset), folder, file);
        return file;
    }

    static Model model(Graph graph, long opset) {
        List<OpsetImport> opsets = List.of(new OpsetImport("", opset));
        return new Model(8, "", "", opsets, graph, List.of(), List.of());
    }

    static double snr(float[] parent, float[] variant) {
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < parent.length; i++) {
            signal += (double) parent[i] * parent[i];
            noise += Math.pow((double) parent[i] - variant[i], 2);
        }
        return 10 * Math.log10(signal / noise);
    }

    /// The model answers as `parent` does, but for noise.
    static void assertAlike(double leastDb, Path parent, RewriteReport report, long... shape)
            throws OrtException {
        double db = snr(run(parent, shape), run(report.modelFile(), shape));
        assertTrue(db > leastDb, "dB " + db);
    }

    static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    static Problem assertRefused(String code, Outcome<RewriteReport> outcome) {
        return switch (outcome) {
            case Outcome.Done<RewriteReport>(RewriteReport report) ->
                    throw new AssertionError("not refused: " + report);
            case Outcome.Refused<RewriteReport>(Problem problem) -> {
                assertEquals(code, problem.code().id());
                yield problem;
            }
        };
    }
}
