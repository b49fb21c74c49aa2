package io.casemate.engine.quantize.rewrite;

import static io.casemate.engine.quantize.rewrite.RewriteFixture.assertRefused;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.branching;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.constant;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.done;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.graph;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.node;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.ofType;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.with;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.golden.GoldenException;
import io.casemate.engine.golden.NpyWriter;
import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.quantize.Step.RowOrder;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibratedBlocksTest {
    private static final int ROWS = CalibratedFixture.ROWS;

    @TempDir Path folder;

    /// Held out: other inputs than those that it was calibrated on.
    @ParameterizedTest
    @CsvSource({
        "4, 32, false, ACTIVITY, 4",
        "4, 32, false, GIVEN, 4",
        "4, 16, true, ACTIVITY, 4",
        "8, 64, false, ACTIVITY, 4"
    })
    void losesLessThanTheBestRoundingOfWeightsAloneAtTheSameSize(
            int bits, int blockSize, boolean isSymmetric, RowOrder order, double leastGain)
            throws IOException {
        var fixture = new CalibratedFixture(folder, 143);
        Path parent = write(folder, "parent", product(143), 13);
        var step = new Step.CalibratedBlocks(bits, blockSize, isSymmetric, order, 0, List.of());

        Path calibrated = done(fixture.apply(parent, step)).modelFile();

        Path plain = done(fixture.apply(parent, step.uncalibrated())).modelFile();
        assertEquals(Files.size(plain), Files.size(calibrated));
        double gain = fixture.likeness(parent, calibrated) - fixture.likeness(parent, plain);
        assertTrue(gain > leastGain, "gain of " + gain + " dB");
    }

    @Test
    void makesTheSameBytesAgainAndLeavesNothingBehind() throws IOException {
        var fixture = new CalibratedFixture(folder, 96);
        Path parent = write(folder, "parent", product(96), 13);

        Path first = done(fixture.apply(parent, step())).modelFile();

        Path second = done(fixture.apply(parent, step())).modelFile();
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        assertArrayEquals(
                new String[] {"model.onnx"}, first.getParent().toFile().list(), "left behind");
    }

    @Test
    void roundsTurnedWeightsWithAFactor() throws IOException {
        var fixture = new CalibratedFixture(folder, 70);
        Node gemm =
                with(
                        node("Gemm", "y", "x", "w", "b"),
                        Attribute.of("transB", 1L),
                        Attribute.of("alpha", 0.5f));
        Graph graph =
                graph(
                        List.of(gemm),
                        List.of(constant("w", 40, 70), constant("b", 40)),
                        Shape.of(ROWS, 70));
        Path parent = write(folder, "parent", graph, 13);

        RewriteReport report = done(fixture.apply(parent, step()));

        assertTrue(fixture.likeness(parent, report.modelFile()) > 25);
        assertEquals(2, ofType(report, ElementType.UINT8).size());
    }

    @Test
    void roundsWeightsThatProductsShareForAllOfTheirInputs() throws IOException {
        var fixture = new CalibratedFixture(folder, 64);
        List<Node> nodes =
                List.of(
                        node("Relu", "r", "x"),
                        node("MatMul", "a", "x", "w"),
                        node("MatMul", "b", "r", "w"),
                        node("Add", "y", "a", "b"));
        Path parent =
                write(
                        folder,
                        "parent",
                        graph(nodes, List.of(constant("w", 64, 64)), Shape.of(ROWS, 64)),
                        13);

        RewriteReport report = done(fixture.apply(parent, step()));

        assertEquals(2, ofType(report, ElementType.UINT8).size());
        assertTrue(fixture.likeness(parent, report.modelFile()) > 22);
    }

    @Test
    void roundsWeightsOfConstantNodesAndThoseOfSubgraphsWithoutSamples() throws IOException {
        Path parent = write(folder, "if", branching(), 13);
        Path samples = Files.createDirectory(folder.resolve("samples"));
        NpyWriter.floats(
                samples.resolve("x.npy"), RewriteFixture.random(8, 40, 1).values(), 2, 4, 40);
        var source = new CalibrationSource(samples, size -> new int[] {0});
        var places = new RecipeRewriter.Places(parent, folder, Optional.of(source));

        Outcome<RewriteReport> outcome =
                RecipeRewriter.apply(Recipe.of("test", step()), places, Progress.NONE);

        RewriteReport report = done(outcome);
        assertEquals(3, report.quantizedNodes());
    }

    /// With one row the Hessian has rank 1; with a row of zeros, none.
    @ParameterizedTest
    @CsvSource({"1, 14", "0, 14"})
    void roundsWhereSamplesSayLittleOrNothing(float factor, double leastDb) throws IOException {
        var fixture = new CalibratedFixture(folder, 64);
        Path parent = write(folder, "parent", product(64), 13);
        float[] one = new float[ROWS * 64];
        for (int k = 0; k < 64; k++) {
            one[k] = factor * (k % 5 - 2);
        }
        var places = new RecipeRewriter.Places(parent, folder, Optional.of(fixture.source(one)));

        RewriteReport report =
                done(RecipeRewriter.apply(Recipe.of("test", step()), places, Progress.NONE));

        double db = fixture.likeness(parent, report.modelFile());
        assertTrue(db > leastDb, "dB " + db);
    }

    @Test
    void refusesWithoutSamplesEvenIfAnotherStepNeedsNone() throws IOException {
        Path parent = write(folder, "parent", product(64), 13);

        Problem problem =
                assertRefused(
                        "QUANT-301",
                        RecipeRewriter.apply(
                                Recipe.INT4_GPTQ.then(Recipe.STORED_INT8),
                                parent,
                                folder,
                                Progress.NONE));

        assertTrue(problem.remedy().contains("--calibration"), problem.remedy());
    }

    @Test
    void refusesAFolderWithoutSamples() throws IOException {
        Path parent = write(folder, "parent", product(64), 13);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        var source = new CalibrationSource(empty, size -> new int[] {0});

        assertSamplesRefused("GOLDEN-001", parent, source);
    }

    @Test
    void refusesASampleWithNaN() throws IOException {
        var fixture = new CalibratedFixture(folder, 64);
        Path parent = write(folder, "parent", product(64), 13);
        float[] values = fixture.rows(0);
        values[100] = Float.NaN;

        assertSamplesRefused("GOLDEN-005", parent, fixture.source(values));
    }

    private void assertSamplesRefused(String code, Path parent, CalibrationSource source) {
        var places = new RecipeRewriter.Places(parent, folder, Optional.of(source));

        GoldenException refused =
                assertThrows(
                        GoldenException.class,
                        () -> RecipeRewriter.apply(Recipe.INT4_GPTQ, places, Progress.NONE));

        assertEquals(code, refused.problem().code().id());
    }

    @Test
    void refusesWhenAnActivationIsNaN() throws IOException {
        var fixture = new CalibratedFixture(folder, 64);
        List<Node> nodes = List.of(node("Log", "l", "x"), node("MatMul", "y", "l", "w"));
        Path parent =
                write(
                        folder,
                        "parent",
                        graph(nodes, List.of(constant("w", 64, 64)), Shape.of(ROWS, 64)),
                        13);

        Problem problem = assertRefused("SAMPLES-003", fixture.apply(parent, step()));

        assertTrue(problem.why().contains("'l'"), problem.why());
    }

    @Test
    void leavesWhatIsToBeKept() throws IOException {
        var fixture = new CalibratedFixture(folder, 64);
        Path parent = write(folder, "parent", product(64), 13);
        var keeping =
                new Step.CalibratedBlocks(4, 32, false, RowOrder.ACTIVITY, 0, List.of("h", "y"));

        assertRefused("QUANT-101", fixture.apply(parent, keeping));
    }

    private static Step.CalibratedBlocks step() {
        return new Step.CalibratedBlocks(4, 32, false, RowOrder.ACTIVITY, 0, List.of());
    }

    private static Graph product(int width) {
        return graph(
                List.of(node("MatMul", "h", "x", "w"), node("MatMul", "y", "h", "v")),
                List.of(constant("w", width, 70), constant("v", 70, 64)),
                Shape.of(ROWS, width));
    }
}
