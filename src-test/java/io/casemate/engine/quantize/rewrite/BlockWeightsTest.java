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
import static io.casemate.engine.quantize.rewrite.RewriteFixture.tensor;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.with;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.quantize.Step.RangeSearch;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BlockWeightsTest {
    @TempDir Path folder;

    static Stream<Arguments> settings() {
        return Stream.of(RangeSearch.values())
                .flatMap(search ->
                        Stream.of(
                                Arguments.of(settings(4, 16, false, search), 18),
                                Arguments.of(settings(4, 32, true, search), 17),
                                Arguments.of(settings(8, 64, false, search), 40),
                                Arguments.of(settings(8, 32, true, search), 40)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void computesAProductOfAnyLength(Step.BlockWeights settings, double leastDb) throws Exception {
        Graph graph =
                graph(
                        List.of(node("MatMul", "y", "x", "w")),
                        List.of(constant("w", 143, 70)),
                        Shape.of(2, 3, 143));
        Path parent = write(folder, "odd", graph, 13);

        RewriteReport report = done(apply(parent, settings));

        assertEquals(
                List.of(),
                ofType(report, ElementType.FLOAT).stream()
                        .filter(tensor -> tensor.name().equals("w"))
                        .toList());
        assertAlike(leastDb, parent, report, 2, 3, 143);
    }

    @ParameterizedTest
    @EnumSource
    void keepsColumnsOfOneSignAndOfOneValue(RangeSearch search) throws Exception {
        float[] values = random(64, 8, 3).values();
        for (int row = 0; row < 64; row++) {
            values[row * 8] = 5;
            values[row * 8 + 1] = -0.01f;
            values[row * 8 + 2] = 0;
            values[row * 8 + 3] = 1 + Math.abs(values[row * 8 + 3]) / 8;
        }
        var matrix = new Matrix(64, 8, values);

        BlockMatrix small = BlockMatrix.of(matrix, settings(4, 32, false, search));

        for (int row = 0; row < 64; row++) {
            assertEquals(5, restored(small, row, 0), 1e-5f);
            assertEquals(-0.01f, restored(small, row, 1), 1e-7f);
            assertEquals(0, restored(small, row, 2));
            assertEquals(matrix.at(row, 3), restored(small, row, 3), 0.17f);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MSE", "KQUANT", "HQQ"})
    void findsRangesThatAreBetterThanPlainRounding(RangeSearch search) {
        Matrix matrix = random(256, 130, 11);

        double found = squaredError(matrix, BlockMatrix.of(matrix, settings(4, 32, false, search)));

        Step.BlockWeights plain = settings(4, 32, false, RangeSearch.RTN);
        double rounded = squaredError(matrix, BlockMatrix.of(matrix, plain));
        assertTrue(found < 0.95 * rounded, found + " " + rounded);
    }

    @Test
    void takesTurnedWeightsForWhatTheyAre() {
        Matrix matrix = random(143, 70, 11);
        float[] turned = new Matrix(70, 143, matrix.values(), true).rowMajor();
        Step.BlockWeights settings = settings(4, 32, false, RangeSearch.MSE);

        BlockMatrix expected = BlockMatrix.of(new Matrix(70, 143, turned), settings);

        BlockMatrix actual = BlockMatrix.of(new Matrix(70, 143, matrix.values(), true), settings);
        assertArrayEquals(expected.packed(), actual.packed());
        assertArrayEquals(expected.scales(), actual.scales());
    }

    @Test
    void computesWeightsOfConstantNodesAndOfGraphsInsideNodes() throws Exception {
        Path parent = write(folder, "if", branching(), 13);

        RewriteReport report = done(apply(parent, settings(8, 32, false, RangeSearch.MSE)));

        assertEquals(new RewriteReport(3, 3, report.modelFile()), report);
        assertTrue(ofType(report, ElementType.FLOAT).stream().allMatch(t -> t.elements() < 1600));
        assertAlike(30, parent, report, 4, 40);
    }

    @Test
    void turnsAnActivationBackOnce() throws Exception {
        Attribute turned = Attribute.of("transA", 1L);
        List<Node> nodes =
                List.of(
                        with(node("Gemm", "a", "x", "w"), turned),
                        with(node("Gemm", "b", "x", "v"), turned),
                        node("Add", "y", "a", "b"));
        Graph graph =
                graph(
                        nodes,
                        List.of(constant("w", 64, 32), constant("v", 64, 32)),
                        Shape.of(64, 4));
        Path parent = write(folder, "turned", graph, 13);

        RewriteReport report = done(apply(parent, settings(8, 32, false, RangeSearch.MSE)));

        Graph made = OnnxReader.read(report.modelFile(), ReadLimits.STANDARD).graph();
        assertEquals(1, made.nodes().stream().filter(node -> node.is("Transpose")).count());
        assertAlike(40, parent, report, 64, 4);
    }

    @Test
    void leavesNoCopyOfSharedWeights() throws Exception {
        List<Node> nodes =
                List.of(
                        node("MatMul", "a", "x", "w"),
                        node("MatMul", "b", "x", "w"),
                        node("Add", "y", "a", "b"));
        Graph graph = graph(nodes, List.of(constant("w", 64, 64)), Shape.of(4, 64));
        Path parent = write(folder, "shared", graph, 13);

        RewriteReport report = done(apply(parent, settings(4, 32, false, RangeSearch.MSE)));

        assertEquals(1, ofType(report, ElementType.FLOAT).size());
        assertEquals(2, ofType(report, ElementType.UINT8).size());
    }

    @Test
    void leavesBatchesOfMatrices() throws IOException {
        Graph graph =
                graph(
                        List.of(node("MatMul", "y", "x", "w")),
                        List.of(constant("w", 2, 64, 64)),
                        Shape.of(2, 4, 64));

        Problem problem =
                assertRefused(
                        "QUANT-101",
                        apply(
                                write(folder, "batches", graph, 13),
                                settings(4, 32, false, RangeSearch.MSE)));

        assertTrue(problem.why().contains("no matrix"), problem.why());
    }

    @Test
    void leavesWeightsThatAreNotAllFinite() throws IOException {
        float[] values = random(64, 64, 3).values();
        values[77] = Float.POSITIVE_INFINITY;
        TensorProto weight = tensor("w", values, List.of(64L, 64L));
        Graph graph =
                graph(List.of(node("MatMul", "y", "x", "w")), List.of(weight), Shape.of(4, 64));

        assertRefused(
                "QUANT-101",
                apply(
                        write(folder, "infinite", graph, 13),
                        settings(4, 32, false, RangeSearch.MSE)));
    }

    @Test
    void refusesSettingsThatTheRuntimeLacks() {
        assertThrows(IllegalArgumentException.class, () -> settings(3, 32, false, RangeSearch.RTN));
        assertThrows(IllegalArgumentException.class, () -> settings(4, 48, false, RangeSearch.RTN));
    }

    private static double squaredError(Matrix matrix, BlockMatrix small) {
        double sum = 0;
        for (int row = 0; row < matrix.rows(); row++) {
            for (int column = 0; column < matrix.columns(); column++) {
                double off = matrix.at(row, column) - restored(small, row, column);
                sum += off * off;
            }
        }
        return sum;
    }

    /// With 4 bits and blocks of 32.
    private static float restored(BlockMatrix small, int row, int column) {
        int block = column * small.blocks() + row / 32;
        int level = half(small.packed(), block * 32 + row % 32);
        int column0 = column * Math.ceilDiv(small.blocks(), 2) * 2;
        return (level - half(small.zeroPoints(), column0 + row / 32)) * small.scales()[block];
    }

    private static int half(byte[] halves, int index) {
        return index % 2 == 0 ? halves[index / 2] & 15 : halves[index / 2] >> 4 & 15;
    }

    private static Step.BlockWeights settings(
            int bits, int blockSize, boolean symmetric, RangeSearch search) {
        return new Step.BlockWeights(bits, blockSize, symmetric, search, 0, List.of());
    }

    private Outcome<RewriteReport> apply(Path parent, Step step) throws IOException {
        return RecipeRewriter.apply(Recipe.of("test", step), parent, folder, Progress.NONE);
    }
}
