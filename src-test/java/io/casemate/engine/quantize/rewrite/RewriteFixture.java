package io.casemate.engine.quantize.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OnnxWriter;
import io.casemate.engine.onnx.OpsetImport;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// Small models for recipes, and what their outcomes are held against.
final class RewriteFixture {

    private RewriteFixture() {}

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
        ByteBuffer raw = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return TensorProto.of(name, ElementType.FLOAT, dims, raw.array());
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
