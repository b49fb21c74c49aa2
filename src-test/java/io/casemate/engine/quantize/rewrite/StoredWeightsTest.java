package io.casemate.engine.quantize.rewrite;

import static io.casemate.engine.quantize.rewrite.RewriteFixture.assertAlike;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.assertRefused;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.branching;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.constant;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.done;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.graph;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.node;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.ofType;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.random;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.run;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.tensor;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.with;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OnnxWriter;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StoredWeightsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"INT8, 35", "FP16, 60", "BF16, 40"})
    void storesWeightsOfConvolutions(Step.StoredType type, double leastDb) throws Exception {
        Node conv =
                with(node("Conv", "c", "x", "w"), Attribute.of("pads", List.of(1L, 1L, 1L, 1L)));
        Node turned = with(node("ConvTranspose", "y", "c", "v"), Attribute.of("group", 2L));
        Graph graph =
                graph(
                        List.of(conv, turned),
                        List.of(constant("w", 16, 8, 3, 3), constant("v", 16, 10, 3, 3)),
                        Shape.of(1, 8, 6, 6));
        Path parent = write(folder, "conv", graph, 13);

        RewriteReport report = done(apply(parent, step(type)));

        assertEquals(new RewriteReport(2, 2, report.modelFile()), report);
        assertTrue(Files.size(report.modelFile()) < Files.size(parent) * 0.6);
        assertAlike(leastDb, parent, report, 1, 8, 6, 6);
    }

    @Test
    void storesWeightsOfConstantNodesAndOfGraphsInsideNodes() throws Exception {
        Path parent = write(folder, "if", branching(), 13);

        RewriteReport report = done(apply(parent, step(Step.StoredType.INT8)));

        assertEquals(new RewriteReport(3, 3, report.modelFile()), report);
        assertEquals(3, ofType(report, ElementType.INT8).size());
        assertEquals(List.of(), large(ofType(report, ElementType.FLOAT)));
        assertAlike(35, parent, report, 4, 40);
    }

    @Test
    void storesSharedWeightsOnce() throws Exception {
        List<Node> nodes =
                List.of(
                        node("MatMul", "a", "x", "w"),
                        node("Identity", "i", "w"),
                        node("MatMul", "y", "a", "i"));
        Graph graph = graph(nodes, List.of(constant("w", 40, 40)), Shape.of(4, 40));
        Path parent = write(folder, "shared", graph, 13);

        RewriteReport report = done(apply(parent, step(Step.StoredType.INT8)));

        assertEquals(1, ofType(report, ElementType.INT8).size());
        assertAlike(30, parent, report, 4, 40);
    }

    @Test
    void storesRecurrentWeightsAtTheOldestOpsetThatRuns() throws Exception {
        Node lstm =
                with(
                        new Node("l", "LSTM", List.of("x", "w", "r"), List.of("y"), List.of()),
                        Attribute.of("hidden_size", 12L));
        Graph graph =
                graph(
                        List.of(lstm),
                        List.of(constant("w", 1, 48, 20), constant("r", 1, 48, 12)),
                        Shape.of(5, 1, 20));
        Path parent = write(folder, "lstm", graph, 7);

        RewriteReport report = done(apply(parent, step(Step.StoredType.INT8)));

        assertEquals(2, ofType(report, ElementType.INT8).size());
        assertAlike(35, parent, report, 5, 1, 20);
    }

    @Test
    void storesFloat16WeightsAsInt8() throws Exception {
        float[] values = random(40, 40, 3).values();
        short[] halves = new short[values.length];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = Float.floatToFloat16(values[i]);
        }
        var bytes = ByteBuffer.allocate(2 * halves.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(ShortBuffer.wrap(halves));
        TensorProto weight =
                TensorProto.of("w", ElementType.FLOAT16, List.of(40L, 40L), bytes.array());
        List<Node> nodes =
                List.of(
                        with(node("Cast", "h", "x"), Attribute.of("to", 10L)),
                        node("MatMul", "m", "h", "w"),
                        with(node("Cast", "y", "m"), Attribute.of("to", 1L)));
        Path parent = write(folder, "half", graph(nodes, List.of(weight), Shape.of(4, 40)), 13);

        RewriteReport report = done(apply(parent, step(Step.StoredType.INT8)));

        assertAlike(35, parent, report, 4, 40);
        assertRefused("QUANT-101", apply(parent, step(Step.StoredType.FP16)));
    }

    @Test
    void keepsAChannelOfZerosAndAChannelOfOneValue() throws Exception {
        float[] values = random(40, 40, 3).values();
        for (int row = 0; row < 40; row++) {
            values[row * 40] = 0;
            values[row * 40 + 1] = -3;
        }
        Graph graph =
                graph(
                        List.of(node("MatMul", "y", "x", "w")),
                        List.of(tensor("w", values, List.of(40L, 40L))),
                        Shape.of(4, 40));
        Path parent = write(folder, "flat", graph, 13);

        RewriteReport report = done(apply(parent, step(Step.StoredType.INT8)));

        float[] expected = run(parent, 4, 40);
        float[] actual = run(report.modelFile(), 4, 40);
        for (int row = 0; row < 4; row++) {
            assertEquals(0, actual[row * 40]);
            assertEquals(expected[row * 40 + 1], actual[row * 40 + 1], 1e-4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesWeightsThatAreNotAllFinite(Step.StoredType type) throws IOException {
        float[] values = random(40, 40, 3).values();
        values[77] = Float.NaN;
        Graph graph =
                graph(
                        List.of(node("MatMul", "y", "x", "w")),
                        List.of(tensor("w", values, List.of(40L, 40L))),
                        Shape.of(4, 40));

        Problem problem =
                assertRefused("QUANT-101", apply(write(folder, "nan", graph, 13), step(type)));

        assertTrue(problem.why().contains("not all finite"), problem.why());
    }

    @Test
    void leavesWeightsThatSixteenBitsCannotHold() throws IOException {
        float[] values = random(40, 40, 3).values();
        values[77] = 1e6f;
        Graph graph =
                graph(
                        List.of(node("MatMul", "y", "x", "w")),
                        List.of(tensor("w", values, List.of(40L, 40L))),
                        Shape.of(4, 40));

        assertRefused(
                "QUANT-101", apply(write(folder, "huge", graph, 13), step(Step.StoredType.FP16)));
    }

    @Test
    void leavesLargeConstantsThatAreNoWeights() throws IOException {
        Graph graph =
                graph(
                        List.of(node("Add", "y", "x", "w")),
                        List.of(constant("w", 40, 40)),
                        Shape.of(40, 40));

        Problem problem =
                assertRefused(
                        "QUANT-101",
                        apply(write(folder, "add", graph, 13), step(Step.StoredType.INT8)));

        assertTrue(problem.why().contains("a large constant is no weight"), problem.why());
    }

    @Test
    void leavesWhatIsToBeKept() throws IOException {
        List<Node> nodes = List.of(node("MatMul", "a", "x", "w"), node("MatMul", "y", "a", "v"));
        Graph graph =
                graph(
                        nodes,
                        List.of(constant("w", 40, 40), constant("v", 40, 40)),
                        Shape.of(4, 40));
        Path parent = write(folder, "kept", graph, 13);

        RewriteReport report =
                done(apply(parent, new Step.StoredWeights(Step.StoredType.INT8, List.of("a"), 0)));

        assertEquals(new RewriteReport(1, 2, report.modelFile()), report);
        assertEquals(List.of("w"), large(ofType(report, ElementType.FLOAT)));
    }

    @ParameterizedTest
    @CsvSource({"INT8, 6", "FP16, 5", "BF16, 12"})
    void refusesOpsetsThatLackItsOperators(Step.StoredType type, long opset) throws IOException {
        Graph graph =
                graph(
                        List.of(node("MatMul", "y", "x", "w")),
                        List.of(constant("w", 40, 40)),
                        Shape.of(4, 40));

        assertRefused("QUANT-102", apply(write(folder, "old", graph, opset), step(type)));
    }

    @Test
    void leavesNoPartOfAFileBehindWhenTheWeightsEndEarly() throws IOException {
        Graph graph =
                graph(
                        List.of(node("MatMul", "a", "x", "w"), node("Add", "y", "a", "v")),
                        List.of(constant("w", 40, 40), constant("v", 1, 40)),
                        Shape.of(4, 40));
        Path parent = folder.resolve("outside.onnx");
        OnnxWriter.write(RewriteFixture.model(graph, 13), folder, parent, 0);
        try (var data = new RandomAccessFile(folder.resolve("outside.onnx.data").toFile(), "rw")) {
            data.setLength(100);
        }
        Path out = Files.createDirectory(folder.resolve("out"));

        assertThrows(
                IOException.class,
                () -> RecipeRewriter.apply(Recipe.STORED_INT8, parent, out, Progress.NONE));

        try (Stream<Path> left = Files.list(out)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private static Step step(Step.StoredType type) {
        return new Step.StoredWeights(type, List.of(), 64);
    }

    private Outcome<RewriteReport> apply(Path parent, Step step) throws IOException {
        return RecipeRewriter.apply(Recipe.of("test", step), parent, folder, Progress.NONE);
    }

    private static List<String> large(List<TensorProto> tensors) {
        return tensors.stream()
                .filter(tensor -> tensor.elements() > 100)
                .map(TensorProto::name)
                .toList();
    }
}
