package io.casemate.engine.quantize.rewrite;

import static io.casemate.engine.quantize.rewrite.RewriteFixture.assertRefused;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.done;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.model;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.node;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.random;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.snr;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.tensor;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.casemate.assets.demo.DemoModel;
import io.casemate.engine.golden.GoldenSet;
import io.casemate.engine.golden.GoldenSets;
import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.OnnxWriter;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.qdq.Granularity;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeRewriterTest {
    private static final java.util.logging.Logger LOG =
            java.util.logging.Logger.getLogger(RecipeRewriterTest.class.getName());
    private static final int ROWS = 70;
    private static final int COLUMNS = 24;

    @TempDir static Path shared;
    @TempDir Path folder;

    private static Path demo;

    @BeforeAll
    static void makeTheDemoModel() throws IOException {
        demo = DemoModel.create(shared.resolve("demo"));
    }

    /// Those that take weights only.
    static Stream<Recipe> recipesWithoutSamples() {
        return Recipe.standard().stream()
                .filter(recipe -> !recipe.isSearched() && !recipe.needsSamples())
                .filter(recipe -> !(recipe.steps().getFirst() instanceof Step.HalfCompute));
    }

    @ParameterizedTest
    @CsvSource({
        "dynamic-int8, 25, 0.4",
        "int4-weights, 15, 0.25",
        "int8-weights, 35, 0.4",
        "stored-int8, 35, 0.3",
        "stored-fp16, 60, 0.55"
    })
    void makesTheDemoModelSmallerAndKeepsItsAnswers(String name, double leastDb, double mostSize)
            throws Exception {
        Recipe recipe = Recipe.find(name).orElseThrow();
        RewriteReport report = done(RecipeRewriter.apply(recipe, demo, folder, Progress.NONE));

        assertEquals(new RewriteReport(3, 3, folder.resolve("model.onnx")), report);
        double size = (double) Files.size(report.modelFile()) / Files.size(demo);
        assertTrue(size < mostSize, "size " + size);
        Measured parent = measure(demo);
        Measured variant = measure(report.modelFile());
        double db = snr(parent.scores(), variant.scores());
        LOG.info(() ->
                "%s: size %.3f, %.1f dB, top-1 %.3f -> %.3f"
                        .formatted(recipe, size, db, parent.accuracy(), variant.accuracy()));
        assertTrue(db > leastDb, "dB " + db);
        assertTrue(variant.accuracy() > parent.accuracy() - 0.03, "accuracy " + variant.accuracy());
    }

    @ParameterizedTest
    @MethodSource("recipesWithoutSamples")
    void givesTheSameBytesForTheSameFile(Recipe recipe) throws IOException {
        Path first = done(RecipeRewriter.apply(recipe, demo, made("a"), Progress.NONE)).modelFile();
        Path second =
                done(RecipeRewriter.apply(recipe, demo, made("b"), Progress.NONE)).modelFile();

        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @ParameterizedTest
    @CsvSource({
        "dynamic-int8, 0, 1, 1",
        "dynamic-int8, 1, 1, 1",
        "dynamic-int8, 1, 0.5, 0.25",
        "int4-weights, 0, 1, 1",
        "int4-weights, 1, 1, 0",
        "int4-weights, 1, 0.5, 0.25",
        "int8-weights, 0, 1, 1",
        "int8-weights, 1, -2, 3",
        "stored-int8, 0, 1, 1",
        "stored-int8, 1, 0.5, 0.25"
    })
    void computesAGemmWithTurnedWeightsFactorsAndBias(
            String name, long turned, float alpha, float beta) throws Exception {
        Recipe recipe = Recipe.find(name).orElseThrow();
        Path parent = write(folder, "gemm", gemm(turned, alpha, beta, "w"), 13);

        RewriteReport report = done(RecipeRewriter.apply(recipe, parent, folder, Progress.NONE));

        double db = snr(run(parent, ROWS), run(report.modelFile(), ROWS));
        assertTrue(db > (recipe == Recipe.INT4_WEIGHTS ? 15 : 30), "dB " + db);
    }

    @ParameterizedTest
    @MethodSource("recipesWithoutSamples")
    void removesTheWeightsThatItReplaced(Recipe recipe) throws IOException {
        Path parent = write(folder, "gemm", gemm(0, 1, 1, "w"), 13);

        RewriteReport report = done(RecipeRewriter.apply(recipe, parent, folder, Progress.NONE));

        Graph graph = OnnxReader.read(report.modelFile(), ReadLimits.STANDARD).graph();
        assertTrue(graph.initializers().stream().noneMatch(t -> t.name().equals("w")));
    }

    @Test
    void makesSharedWeightsAndSharedActivationsOnce() throws IOException {
        List<Node> nodes =
                List.of(
                        node("MatMul", "a", "x", "w"),
                        node("MatMul", "b", "x", "w"),
                        node("Add", "y", "a", "b"));
        Path parent = write(folder, "shared", graph(nodes, 0), 13);

        RewriteReport report =
                done(RecipeRewriter.apply(Recipe.DYNAMIC_INT8, parent, folder, Progress.NONE));

        Graph graph = OnnxReader.read(report.modelFile(), ReadLimits.STANDARD).graph();
        assertEquals(2, report.quantizedNodes());
        assertEquals(1, graph.nodes().stream().filter(n -> n.is("DynamicQuantizeLinear")).count());
        assertEquals(3, graph.initializers().size());
    }

    @ParameterizedTest
    @MethodSource("recipesWithoutSamples")
    void leavesWeightsThatAreAlsoAnOutput(Recipe recipe) throws IOException {
        Graph graph = gemm(0, 1, 1, "w");
        ValueInfo weight = ValueInfo.of("w", ElementType.FLOAT, Shape.of(ROWS, COLUMNS));
        Graph telling =
                new Graph(
                        "g",
                        graph.nodes(),
                        graph.initializers(),
                        graph.inputs(),
                        List.of(graph.outputs().getFirst(), weight),
                        List.of(),
                        List.of());
        Path parent = write(folder, "out", telling, 13);

        assertRefused("QUANT-101", RecipeRewriter.apply(recipe, parent, folder, Progress.NONE));
    }

    @ParameterizedTest
    @MethodSource("recipesWithoutSamples")
    void leavesAProductOfTwoActivations(Recipe recipe) throws IOException {
        Path parent = write(folder, "xx", graph(List.of(node("MatMul", "y", "x", "x")), 0), 13);

        assertRefused("QUANT-101", RecipeRewriter.apply(recipe, parent, folder, Progress.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynamic-int8", "int4-weights", "int8-weights"})
    void leavesWeightsThatWouldNotBecomeSmaller(String name) throws IOException {
        Recipe recipe = Recipe.find(name).orElseThrow();
        Graph graph = gemm(0, 1, 1, "row");
        List<Long> dims = List.of(1L, (long) COLUMNS);
        TensorProto row = tensor("row", random(1, COLUMNS, 3).values(), dims);
        Path parent = write(folder, "thin", graph.withInitializers(List.of(row)), 13);

        Problem problem =
                assertRefused(
                        "QUANT-101", RecipeRewriter.apply(recipe, parent, folder, Progress.NONE));

        assertTrue(problem.why().contains("would not become smaller"), problem.why());
    }

    @ParameterizedTest
    @CsvSource({
        "dynamic-int8, 3",
        "int4-weights, 3",
        "int8-weights, 3",
        "stored-int8, 3",
        "stored-fp16, 3",
        "dynamic-int8, 8",
        "int4-weights, 8",
        "stored-int8, 8",
        "stored-fp16, 8"
    })
    void takesInitializersListedAsInputsForConstant(String name, long irVersion) throws Exception {
        Recipe recipe = Recipe.find(name).orElseThrow();
        Graph graph = gemm(0, 1, 1, "w");
        ValueInfo weight = ValueInfo.of("w", ElementType.FLOAT, Shape.of(ROWS, COLUMNS));
        ValueInfo bias = ValueInfo.of("c", ElementType.FLOAT, Shape.of(COLUMNS));
        ValueInfo input = graph.inputs().getFirst();
        Model current = model(graph.withInputs(List.of(input, weight, bias)), 11);
        Path parent = folder.resolve("ir3.onnx");
        OnnxWriter.write(current.withIrVersion(irVersion), folder, parent);

        RewriteReport report = done(RecipeRewriter.apply(recipe, parent, folder, Progress.NONE));

        Model variant = OnnxReader.read(report.modelFile(), ReadLimits.STANDARD);
        assertEquals(List.of(input), variant.graph().inputs());
        double db = snr(run(parent, ROWS), run(report.modelFile(), ROWS));
        assertTrue(db > (recipe == Recipe.DYNAMIC_INT8 ? 30 : 15), "dB " + db);
    }

    @Test
    void refusesDynamicInt8BeforeOpset11() throws IOException {
        Path parent = write(folder, "old", gemm(0, 1, 1, "w"), 10);

        assertRefused(
                "QUANT-102",
                RecipeRewriter.apply(Recipe.DYNAMIC_INT8, parent, folder, Progress.NONE));
    }

    @Test
    void doesNotAskForANewerOpsetWhereNothingCouldBeQuantized() throws IOException {
        Path parent = write(folder, "old", graph(List.of(node("MatMul", "y", "x", "x")), 0), 10);

        assertRefused(
                "QUANT-101",
                RecipeRewriter.apply(Recipe.DYNAMIC_INT8, parent, folder, Progress.NONE));
    }

    @Test
    void keepsEveryInt8WeightWithinHalfAStep() {
        long seed = 7;
        Matrix matrix = random(33, 17, seed);

        Int8Matrix small = Int8Matrix.of(matrix, Granularity.PER_CHANNEL);

        for (int i = 0; i < matrix.values().length; i++) {
            float scale = small.scales()[i % 17];
            assertEquals(matrix.values()[i], small.values()[i] * scale, scale * 0.5001f);
        }
    }

    private Path made(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static Graph gemm(long turned, float alpha, float beta, String weight) {
        Node node =
                new Node(
                        "gemm",
                        "Gemm",
                        List.of("x", weight, "c"),
                        List.of("y"),
                        List.of(
                                Attribute.of("transB", turned),
                                Attribute.of("alpha", alpha),
                                Attribute.of("beta", beta)));
        return graph(List.of(node), turned);
    }

    private static Graph graph(List<Node> nodes, long turned) {
        List<Long> dims =
                turned == 0
                        ? List.of((long) ROWS, (long) COLUMNS)
                        : List.of((long) COLUMNS, (long) ROWS);
        return new Graph(
                "g",
                nodes,
                List.of(
                        tensor("w", random(ROWS, COLUMNS, 3).values(), dims),
                        tensor("c", random(1, COLUMNS, 5).values(), List.of((long) COLUMNS))),
                List.of(ValueInfo.of("x", ElementType.FLOAT, Shape.of(4, ROWS))),
                List.of(ValueInfo.of("y", ElementType.FLOAT, Shape.of(4, COLUMNS))),
                List.of(),
                List.of());
    }

    private static float[] run(Path file, int features) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        float[][] in = new float[4][features];
        var random = new Random(9);
        for (float[] row : in) {
            for (int i = 0; i < features; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor x = OnnxTensor.createTensor(environment, in);
                OrtSession.Result result = session.run(Map.of("x", x))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        }
    }

    private record Measured(float[] scores, double accuracy) {}

    private static Measured measure(Path file) throws OrtException, IOException {
        GoldenSet golden =
                GoldenSets.open(
                        demo.resolveSibling("golden"),
                        List.of(new Port("features", Datatype.FP32, List.of(-1L, 64L))));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        float[] scores = new float[golden.size() * 10];
        int right = 0;
        try (OrtSession session = environment.createSession(file.toString())) {
            for (int i = 0; i < golden.size(); i++) {
                var sample = golden.sample(i).getFirst();
                try (OnnxTensor in =
                                OnnxTensor.createTensor(
                                        environment,
                                        sample.data().asFloatBuffer(),
                                        sample.shape());
                        OrtSession.Result result = session.run(Map.of("features", in))) {
                    float[] out = ((float[][]) result.get(0).getValue())[0];
                    System.arraycopy(out, 0, scores, i * 10, 10);
                    right += highest(out) == golden.label(i).orElseThrow() ? 1 : 0;
                }
            }
        }
        return new Measured(scores, (double) right / golden.size());
    }

    private static int highest(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }
}
