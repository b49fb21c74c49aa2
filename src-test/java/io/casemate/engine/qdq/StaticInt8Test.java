package io.casemate.engine.qdq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.golden.GoldenException;
import io.casemate.engine.golden.GoldenSets;
import io.casemate.engine.golden.NpyWriter;
import io.casemate.engine.normalize.Likeness;
import io.casemate.engine.normalize.Trial;
import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OnnxWriter;
import io.casemate.engine.onnx.OpsetImport;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StaticInt8Test {
    private static final int SAMPLES = 12;

    /// Noise through a net of random weights: enough to tell right from wrong.
    private static final double LEAST_DB = 17;

    @TempDir Path folder;

    private Path samples;

    @BeforeEach
    void writeSamples() throws IOException {
        samples = Files.createDirectory(folder.resolve("samples"));
        float[] values = values(SAMPLES * 3 * 8 * 8, 21);
        NpyWriter.floats(samples.resolve("x.npy"), values, SAMPLES, 3, 8, 8);
    }

    @ParameterizedTest
    @EnumSource(RangeMethod.class)
    void keepsTheAnswersOfAConvolutionalNet(RangeMethod method) throws IOException {
        StaticInt8.Quantized quantized =
                done(apply(net(9), QdqSettings.STANDARD.withRanges(method)));

        assertEquals(3, quantized.layers());
        double likeness = likeness(net(9), quantized.model());
        double least = method == RangeMethod.MOVING_AVERAGE ? 7 : LEAST_DB;
        assertTrue(likeness > least, method + ": " + likeness);
    }

    @Test
    void keepsTheAnswersWithAnyTypes() throws IOException {
        for (IntegerType activations : IntegerType.values()) {
            for (IntegerType weights : IntegerType.values()) {
                QdqSettings settings = QdqSettings.STANDARD.withTypes(activations, weights);

                double likeness = likeness(net(13), done(apply(net(13), settings)).model());

                assertTrue(likeness > LEAST_DB, settings + ": " + likeness);
            }
        }
    }

    @Test
    void absorbsReluAndQuantizesNothingElse() throws IOException {
        Model model = done(apply(net(9), QdqSettings.STANDARD)).model();

        List<String> types = model.graph().nodes().stream().map(Node::opType).toList();
        assertEquals(0, types.stream().filter("Relu"::equals).count());
        assertEquals(4, types.stream().filter("QuantizeLinear"::equals).count());
        assertEquals(0, types.stream().filter("BatchNormalization"::equals).count());
    }

    @Test
    void leavesWhatIsToBeKept() throws IOException {
        var task = task(QdqSettings.STANDARD, List.of("c1", "y"));

        StaticInt8.Quantized quantized = done(StaticInt8.apply(net(9), task, Progress.NONE));

        assertEquals(1, quantized.layers());
    }

    @Test
    void keepsWeightsWithinSevenBitsWhereTheProcessorNeedsIt() throws IOException {
        QdqSettings settings = QdqSettings.STANDARD.on(List.of("AVX2", "AVX512F"));

        Model model = done(apply(net(9), settings)).model();

        for (TensorProto tensor : model.graph().initializers()) {
            if (tensor.type() == ElementType.INT8) {
                byte[] bytes = io.casemate.engine.onnx.TensorBytes.of(tensor, folder).array();
                for (byte value : bytes) {
                    assertTrue(Math.abs(value) <= 64, tensor.name() + ": " + value);
                }
            }
        }
    }

    @Test
    void usesAllBitsWhereTheProcessorHasProductsOfIntegers() {
        QdqSettings settings = QdqSettings.STANDARD;

        assertEquals(false, settings.on(List.of("AVX2", "AVX-VNNI")).isReduced());
        assertEquals(false, settings.on(List.of("NEON", "DOTPROD")).isReduced());
        assertEquals(true, settings.on(List.of("AVX2")).isReduced());
        assertEquals(true, settings.withReducedRange(true).on(List.of("AVX512-VNNI")).isReduced());
    }

    @Test
    void sharesOneScaleForATensorWhereThatIsWanted() throws IOException {
        QdqSettings settings =
                QdqSettings.STANDARD.withGranularity(Granularity.PER_TENSOR).withBiasCorrection();

        Model model = done(apply(net(9), settings)).model();

        assertTrue(
                model.graph().initializers().stream()
                        .filter(tensor -> tensor.name().endsWith("_scale"))
                        .allMatch(tensor -> tensor.dims().isEmpty()));
        double likeness = likeness(net(9), model);
        assertTrue(likeness > 14, "dB " + likeness);
    }

    @Test
    void makesTheSameBytesAgain() throws IOException {
        Path first = folder.resolve("first.onnx");
        Path second = folder.resolve("second.onnx");
        OnnxWriter.write(done(apply(net(9), QdqSettings.STANDARD)).model(), folder, first);
        OnnxWriter.write(done(apply(net(9), QdqSettings.STANDARD)).model(), folder, second);

        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @Test
    void leavesNoFilesBehind() throws IOException {
        done(apply(net(9), QdqSettings.STANDARD));

        assertArrayEquals(new String[] {"samples"}, folder.toFile().list());
    }

    @Test
    void leavesALayerFloatWhoseInputIsInfiniteOnASample() throws IOException {
        List<Node> nodes =
                List.of(
                        node("Exp", "e", "x"),
                        node("Exp", "ee", "e"),
                        node("Exp", "eee", "ee"),
                        node("Conv", "c", "eee", "w1"),
                        node("Conv", "d", "x", "w1"),
                        node("Min", "y", "c", "d"));
        Model model = model(13, nodes, tensor("w1", 31, 4, 3, 1, 1));

        StaticInt8.Quantized quantized = done(apply(model, QdqSettings.STANDARD));

        assertEquals(1, quantized.layers());
        assertEquals(1, quantized.left().size());
        assertTrue(quantized.left().getFirst().contains("'c' stays FLOAT"));
    }

    @Test
    void refusesAModelThatIsQuantizedAlready() throws IOException {
        Model once = done(apply(net(9), QdqSettings.STANDARD)).model();

        assertEquals("QDQ-002", refused(apply(once, QdqSettings.STANDARD)).code().id());
    }

    @Test
    void refusesAModelWithoutIntegerKernels() throws IOException {
        Model model = model(13, List.of(node("Relu", "y", "x")));

        Problem problem = refused(apply(model, QdqSettings.STANDARD));

        assertEquals("QDQ-001", problem.code().id());
        assertTrue(problem.why().contains("Conv, MatMul, Gemm"), problem.why());
    }

    @Test
    void refusesASampleThatIsNotFinite() throws IOException {
        Files.delete(samples.resolve("x.npy"));
        float[] values = values(2 * 3 * 8 * 8, 3);
        values[200] = Float.POSITIVE_INFINITY;
        NpyWriter.floats(samples.resolve("x.npy"), values, 2, 3, 8, 8);
        var task =
                new StaticInt8.Task(
                        QdqSettings.STANDARD,
                        List.of(),
                        folder,
                        samples,
                        size -> IntStream.range(0, size).toArray(),
                        folder);

        GoldenException refused =
                assertThrows(
                        GoldenException.class, () -> StaticInt8.apply(net(9), task, Progress.NONE));

        assertEquals("GOLDEN-005", refused.problem().code().id());
        assertTrue(refused.problem().why().contains("sample 1"), refused.problem().why());
    }

    @Test
    void raisesTheScaleOfWeightsUntilTheBiasFits() throws IOException {
        Node node = node("Conv", "c", "x", "w", "b");
        TensorProto weights = TensorProto.floats("w", List.of(1L, 1L, 1L, 1L), 1e-9f);
        TensorProto bias = TensorProto.floats("b", List.of(1L), 5f);
        var layer = new Layer(node, weights, 0, 1, java.util.Optional.of(bias));

        WeightForm form = WeightForm.of(layer, QdqSettings.STANDARD, 1e-3f, new double[0], folder);

        assertEquals(5, form.bias()[0] * (double) (1e-3f * form.scales()[0]), 1e-6);
    }

    @Test
    void takesTheMeanErrorOfRoundedWeightsOffTheBias() throws IOException {
        Node node = node("Conv", "c", "x", "w");
        TensorProto weights = TensorProto.floats("w", List.of(1L, 2L, 1L, 1L), 1f, 0.0039f);
        var layer = new Layer(node, weights, 0, 1, java.util.Optional.empty());
        double[] means = {0, 100};

        WeightForm form = WeightForm.of(layer, QdqSettings.STANDARD, 1e-3f, means, folder);

        double quantized = form.weights()[1] * (double) form.scales()[0];
        double bias = form.bias()[0] * (double) (1e-3f * form.scales()[0]);
        assertEquals(0.0039 * 100, quantized * 100 + bias, 1e-3);
    }

    @Test
    void correctsTheBiasOfAWholeModel() throws IOException {
        Model model = done(apply(net(9), QdqSettings.STANDARD.withBiasCorrection())).model();

        assertTrue(likeness(net(9), model) > LEAST_DB);
    }

    @Test
    void ranksALayerWithUselessLargeWeightsLast() throws IOException {
        float[] spoilt = values(4 * 6, 1);
        for (int i = 3; i < spoilt.length; i += 6) {
            spoilt[i] = 4000;
        }
        List<Node> nodes =
                List.of(
                        node("Conv", "good", "x", "w"),
                        node("Sub", "zero", "x", "x"),
                        new Node(
                                "both",
                                "Concat",
                                List.of("x", "zero"),
                                List.of("both"),
                                List.of(Attribute.of("axis", 1L))),
                        node("Conv", "bad", "both", "spoilt"),
                        node("Add", "y", "good", "bad"));
        TensorProto weights = tensor("w", 2, 4, 3, 1, 1);
        TensorProto bad = TensorProto.floats("spoilt", List.of(4L, 6L, 1L, 1L), spoilt);
        Model model = model(13, nodes, weights, bad);

        List<LayerSensitivity> ranked =
                done(
                        StaticInt8.rank(
                                model,
                                task(QdqSettings.STANDARD, List.of()),
                                size -> IntStream.range(size / 2, size).toArray(),
                                Progress.NONE));

        assertEquals(List.of("good", "bad"), ranked.stream().map(LayerSensitivity::name).toList());
        assertEquals(12, ranked.getFirst().parameters());
        assertTrue(ranked.getFirst().snrDb() > ranked.getLast().snrDb() + 3, ranked.toString());
    }

    private Outcome<StaticInt8.Quantized> apply(Model model, QdqSettings settings)
            throws IOException {
        return StaticInt8.apply(model, task(settings, List.of()), Progress.NONE);
    }

    private StaticInt8.Task task(QdqSettings settings, List<String> keep) {
        return new StaticInt8.Task(
                settings,
                keep,
                folder,
                samples,
                size -> IntStream.range(0, size / 2).toArray(),
                folder);
    }

    /// On samples that gave no ranges.
    private double likeness(Model before, Model after) throws IOException {
        var trial = new Trial(folder, folder, List.of());
        List<List<Tensor>> inputs =
                trial.plain(
                        before,
                        session -> {
                            var set = GoldenSets.open(samples, session.inputs());
                            return IntStream.range(SAMPLES / 2, SAMPLES)
                                    .mapToObj(set::sample)
                                    .toList();
                        });
        List<List<Tensor>> expected =
                trial.plain(before, session -> inputs.stream().map(session::run).toList());
        List<List<Tensor>> actual =
                trial.optimized(after, session -> inputs.stream().map(session::run).toList());
        var likeness = new Likeness();
        for (int i = 0; i < inputs.size(); i++) {
            likeness.add(expected.get(i), actual.get(i));
        }
        return likeness.worst();
    }

    private static Model net(long opset) {
        Node padded =
                new Node(
                        "c1",
                        "Conv",
                        List.of("x", "w1", "b1"),
                        List.of("conv1"),
                        List.of(Attribute.of("pads", List.of(1L, 1L, 1L, 1L))));
        Node depthwise =
                new Node(
                        "c2",
                        "Conv",
                        List.of("relu1", "w2"),
                        List.of("conv2"),
                        List.of(Attribute.of("group", 4L)));
        List<Node> nodes =
                List.of(
                        padded,
                        node("BatchNormalization", "norm1", "conv1", "g", "b1", "m", "v"),
                        node("Relu", "relu1", "norm1"),
                        depthwise,
                        node("Relu", "relu2", "conv2"),
                        node("GlobalAveragePool", "pool", "relu2"),
                        node("Flatten", "flat", "pool"),
                        node("Gemm", "y", "flat", "w3", "b3"));
        return model(
                opset,
                nodes,
                tensor("w1", 1, 4, 3, 3, 3),
                tensor("b1", 2, 4),
                tensor("g", 3, 4),
                tensor("m", 4, 4),
                TensorProto.floats("v", List.of(4L), 0.5f, 1, 2, 3),
                tensor("w2", 5, 4, 1, 3, 3),
                tensor("w3", 6, 4, 6),
                tensor("b3", 7, 6));
    }

    static Model model(long opset, List<Node> nodes, TensorProto... constants) {
        var graph =
                new Graph(
                        "g",
                        nodes,
                        List.of(constants),
                        List.of(ValueInfo.of("x", ElementType.FLOAT, Shape.of(1, 3, 8, 8))),
                        List.of(ValueInfo.named("y")),
                        List.of(),
                        List.of());
        List<OpsetImport> opsets = List.of(new OpsetImport("", opset));
        return new Model(7, "", "", opsets, graph, List.of(), List.of());
    }

    static Node node(String type, String output, String... inputs) {
        return new Node(output, type, List.of(inputs), List.of(output), List.of());
    }

    static TensorProto tensor(String name, long seed, long... dims) {
        int count = (int) Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        return TensorProto.floats(name, Arrays.stream(dims).boxed().toList(), values(count, seed));
    }

    static float[] values(int count, long seed) {
        var random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    private static <T> Problem refused(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T> _ -> throw new AssertionError("not refused");
            case Outcome.Refused<T>(Problem problem) -> problem;
        };
    }
}
