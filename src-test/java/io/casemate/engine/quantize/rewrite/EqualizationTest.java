package io.casemate.engine.quantize.rewrite;

import static io.casemate.engine.quantize.rewrite.RewriteFixture.assertRefused;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.constant;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.done;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.graph;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.node;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.with;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.qdq.QdqSettings;
import io.casemate.engine.quantize.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EqualizationTest {
    private static final int ROWS = CalibratedFixture.ROWS;
    private static final int WIDTH = 64;
    private static final Step SMOOTH = new Step.Smooth(0.5, List.of());
    private static final Step AWQ = new Step.AwqScales(4, 32, false, List.of());
    private static final Step BLOCKS =
            new Step.BlockWeights(4, 32, false, Step.RangeSearch.MSE, 0, List.of());

    @TempDir Path folder;

    private CalibratedFixture fixture;

    @BeforeEach
    void makeInputs() {
        fixture = new CalibratedFixture(folder, WIDTH);
    }

    @Test
    void changesNoAnswer() throws IOException {
        Path parent = write(folder, "parent", everyMaker(), 17);

        Path smooth = done(fixture.apply(parent, SMOOTH)).modelFile();

        Path scaled = done(fixture.apply(parent, AWQ)).modelFile();
        assertTrue(fixture.likeness(parent, smooth) > 100);
        assertTrue(fixture.likeness(parent, scaled) > 100);
        assertTrue(Files.mismatch(smooth, scaled) >= 0, "nothing was changed");
    }

    @Test
    void findsWhateverCanBeDividedAndNothingElse() throws IOException {
        // x is made by nobody; r is read by Sigmoid too; t is no sum with a constant
        assertEquals(
                List.of(
                        "n 1: scale, shift",
                        "a 1: w1, b1", // through Relu and a change of shape
                        "m 2: up"),
                junctions(List.of()));
        assertEquals(List.of("n 1: scale, shift", "a 1: w1, b1"), junctions(List.of("g2")));
        assertEquals(List.of("m 2: up"), junctions(List.of("g")));
    }

    private List<String> junctions(List<String> keep) throws IOException {
        Path place = Files.createTempDirectory(folder, "scratch");
        try (Scratch scratch = Scratch.open(place)) {
            return new Junctions(new GraphDraft(everyMaker(), scratch), keep)
                    .find().stream().map(EqualizationTest::words).toList();
        }
    }

    private static String words(Junction junction) {
        return "%s %d: %s"
                .formatted(
                        junction.value(),
                        junction.readers().size(),
                        String.join(
                                ", ",
                                junction.divided().stream()
                                        .map(Junction.Divided::constant)
                                        .toList()));
    }

    @Test
    void scalesForBlocksLoseLessThanNone() throws IOException {
        Path parent = write(folder, "parent", outliers(), 17);

        Path scaled = done(fixture.apply(parent, AWQ, BLOCKS)).modelFile();

        Path plain = done(fixture.apply(parent, BLOCKS)).modelFile();
        assertEquals(Files.size(plain), Files.size(scaled));
        double gain = fixture.likeness(parent, scaled) - fixture.likeness(parent, plain);
        assertTrue(gain > 1, "gain of " + gain + " dB");
    }

    @Test
    void smoothActivationsLoseLessInStaticInt8() throws IOException {
        Path parent = write(folder, "parent", outliers(), 17);
        Step int8 = new Step.StaticInt8(QdqSettings.STANDARD.withReducedRange(false), List.of());

        Path smooth = done(fixture.apply(parent, SMOOTH, int8)).modelFile();

        Path plain = done(fixture.apply(parent, int8)).modelFile();
        double gain = fixture.likeness(parent, smooth) - fixture.likeness(parent, plain);
        assertTrue(gain > 5, "gain of " + gain + " dB");
    }

    @Test
    void makesTheSameBytesAgain() throws IOException {
        Path parent = write(folder, "parent", everyMaker(), 17);

        Path first = done(fixture.apply(parent, AWQ, BLOCKS)).modelFile();

        Path second = done(fixture.apply(parent, AWQ, BLOCKS)).modelFile();
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @Test
    void leavesAModelWhoseInputsNobodyMakes() throws IOException {
        Graph graph =
                graph(
                        List.of(node("MatMul", "y", "x", "w")),
                        List.of(constant("w", WIDTH, WIDTH)),
                        Shape.of(ROWS, WIDTH));
        Path parent = write(folder, "parent", graph, 17);

        assertRefused("QUANT-101", fixture.apply(parent, SMOOTH));
        RewriteReport report = done(fixture.apply(parent, AWQ, BLOCKS));
        assertEquals(1, report.quantizedNodes());
    }

    @Test
    void leavesWhatAFewBranchesRead() throws IOException {
        List<Node> nodes =
                List.of(
                        node("Mul", "m", "x", "scale"),
                        node("MatMul", "p", "m", "w"),
                        node("Add", "y", "p", "m"));
        List<TensorProto> constants =
                List.of(constant("scale", WIDTH), constant("w", WIDTH, WIDTH));
        Path parent = write(folder, "parent", graph(nodes, constants, Shape.of(ROWS, WIDTH)), 17);

        assertRefused("QUANT-101", fixture.apply(parent, SMOOTH));
    }

    @Test
    void refusesAShareOutsideOfZeroToOne() {
        assertThrows(IllegalArgumentException.class, () -> new Step.Smooth(1.5, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Step.Smooth(Double.NaN, List.of()));
    }

    private static Graph everyMaker() {
        Node norm =
                with(
                        node("LayerNormalization", "n", "x", "scale", "shift"),
                        Attribute.of("axis", -1L));
        Node gemm = with(node("Gemm", "g", "n", "w1", "b1"), Attribute.of("transB", 1L));
        List<Node> nodes =
                List.of(
                        norm,
                        gemm,
                        node("Relu", "r0", "g"),
                        node("Reshape", "a", "r0", "shape"),
                        node("MatMul", "r", "a", "w2"),
                        node("Sigmoid", "s", "r"),
                        node("MatMul", "u", "r", "up"),
                        node("Mul", "m", "u", "s"),
                        node("MatMul", "d1", "m", "down1"),
                        node("MatMul", "g2", "m", "down2"),
                        node("Add", "t", "d1", "g2"),
                        node("MatMul", "y", "t", "w3"));
        var constants =
                new ArrayList<>(
                        List.of(
                                constant("scale", WIDTH),
                                constant("shift", WIDTH),
                                constant("w1", WIDTH, WIDTH),
                                constant("b1", WIDTH),
                                constant("w2", WIDTH, WIDTH),
                                constant("up", WIDTH, WIDTH),
                                constant("down1", WIDTH, WIDTH),
                                constant("down2", WIDTH, WIDTH),
                                constant("w3", WIDTH, WIDTH)));
        constants.add(TensorProto.longs("shape", List.of(-1L, (long) WIDTH)));
        return graph(nodes, constants, Shape.of(ROWS, WIDTH));
    }

    /// A few channels are far larger than the others, as in transformers.
    private static Graph outliers() {
        float[] scale = new float[WIDTH];
        var random = new Random(3);
        for (int i = 0; i < WIDTH; i++) {
            scale[i] = i % 16 == 3 ? 60 : 0.5f + random.nextFloat();
        }
        Node norm = node("LayerNormalization", "n", "x", "scale");
        List<TensorProto> constants =
                List.of(
                        RewriteFixture.tensor("scale", scale, List.of((long) WIDTH)),
                        constant("w", WIDTH, WIDTH));
        return graph(
                List.of(norm, node("MatMul", "y", "n", "w")), constants, Shape.of(ROWS, WIDTH));
    }
}
