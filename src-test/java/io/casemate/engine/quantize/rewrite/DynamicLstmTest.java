package io.casemate.engine.quantize.rewrite;

import static io.casemate.engine.quantize.rewrite.RewriteFixture.assertAlike;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.assertRefused;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.constant;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.done;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.graph;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.node;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.tensor;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.with;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.casemate.engine.qdq.Granularity;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamicLstmTest {
    private static final int STEPS = 5;
    private static final int BATCH = 2;
    private static final int INPUTS = 12;
    private static final int HIDDEN = 16;

    @TempDir Path folder;

    /// An `LSTM` over `[steps, batch, inputs]`, its weights small enough that gates do not
    /// saturate.
    private static Graph lstm(String direction, List<String> more, List<TensorProto> constants) {
        int directions = direction.equals("bidirectional") ? 2 : 1;
        var inputs = new ArrayList<>(List.of("x", "w", "r"));
        inputs.addAll(more);
        Node lstm =
                with(
                        node("LSTM", "y", inputs.toArray(String[]::new)),
                        Attribute.of("hidden_size", HIDDEN),
                        Attribute.of("direction", direction));
        var all = new ArrayList<>(constants);
        all.add(small("w", directions, 4 * HIDDEN, INPUTS));
        all.add(small("r", directions, 4 * HIDDEN, HIDDEN));
        return graph(List.of(lstm), all, Shape.of(STEPS, BATCH, INPUTS));
    }

    private static TensorProto small(String name, long... dims) {
        int elements = (int) Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        float[] values = RewriteFixture.random(1, elements, elements).values();
        for (int i = 0; i < elements; i++) {
            values[i] *= 0.3f;
        }
        return tensor(name, values, Arrays.stream(dims).boxed().toList());
    }

    private Outcome<RewriteReport> apply(Step.DynamicInt8 step, Path parent) throws IOException {
        return RecipeRewriter.apply(Recipe.of("mine", step), parent, folder, Progress.NONE);
    }

    private static List<Node> nodes(RewriteReport report) throws IOException {
        return OnnxReader.read(report.modelFile(), ReadLimits.STANDARD).graph().nodes();
    }

    @ParameterizedTest
    @CsvSource({
        "forward, PER_CHANNEL, 35",
        "reverse, PER_CHANNEL, 35",
        "bidirectional, PER_CHANNEL, 35",
        "bidirectional, PER_TENSOR, 30"
    })
    void computesProductsOfRecurrentLayersInIntegers(
            String direction, Granularity granularity, double leastDb) throws Exception {
        Path parent = write(folder, "lstm", lstm(direction, List.of(), List.of()), 14);

        RewriteReport report = done(apply(new Step.DynamicInt8(granularity), parent));

        assertEquals("DynamicQuantizeLSTM", nodes(report).getFirst().opType());
        assertAlike(leastDb, parent, report, STEPS, BATCH, INPUTS);
    }

    @Test
    void passesOnBiasLengthsStatesAndPeepholes() throws Exception {
        var lengths = TensorProto.of("n", ElementType.INT32, List.of(2L), bytes(5, 3));
        Graph graph =
                lstm(
                        "forward",
                        List.of("b", "n", "h", "c", "p"),
                        List.of(
                                small("b", 1, 8 * HIDDEN),
                                lengths,
                                small("h", 1, BATCH, HIDDEN),
                                small("c", 1, BATCH, HIDDEN),
                                small("p", 1, 3 * HIDDEN)));
        Path parent = write(folder, "lstm", graph, 14);

        RewriteReport report = done(apply(new Step.DynamicInt8(List.of()), parent));

        assertEquals(12, nodes(report).getFirst().inputs().size());
        assertAlike(35, parent, report, STEPS, BATCH, INPUTS);
    }

    private static byte[] bytes(int first, int second) {
        return new byte[] {(byte) first, 0, 0, 0, (byte) second, 0, 0, 0};
    }

    @Test
    void takesWeightsOfConstantNodesUnderAnotherName() throws Exception {
        Graph plain = lstm("forward", List.of(), List.of());
        var nodes = new ArrayList<Node>();
        for (TensorProto weights : plain.initializers()) {
            String name = weights.name();
            nodes.add(
                    with(
                            new Node("", "Constant", List.of(), List.of(name + "0"), List.of()),
                            new Attribute("value", new Attribute.TensorValue(weights), "")));
            nodes.add(node("Identity", name, name + "0"));
        }
        nodes.addAll(plain.nodes());
        Graph graph = plain.withNodes(nodes).withInitializers(List.of());
        Path parent = write(folder, "lstm", graph, 14);

        RewriteReport report = done(apply(new Step.DynamicInt8(List.of()), parent));

        assertEquals(
                List.of("DynamicQuantizeLSTM"), nodes(report).stream().map(Node::opType).toList());
        assertAlike(35, parent, report, STEPS, BATCH, INPUTS);
    }

    @Test
    void changesProductsAndRecurrentLayersOfOneModel() throws Exception {
        Graph plain = lstm("forward", List.of(), List.of());
        var nodes = List.of(node("MatMul", "z", "x", "m"), plain.nodes().getFirst());
        var constants = new ArrayList<>(plain.initializers());
        constants.add(constant("m", INPUTS, INPUTS));
        Graph graph =
                plain.withNodes(
                                List.of(
                                        nodes.getFirst(),
                                        nodes.getLast().withInputs(List.of("z", "w", "r"))))
                        .withInitializers(constants);
        Path parent = write(folder, "both", graph, 14);

        RewriteReport report = done(apply(new Step.DynamicInt8(List.of()), parent));

        assertEquals(2, report.quantizedNodes());
        assertAlike(30, parent, report, STEPS, BATCH, INPUTS);
    }

    @Test
    void leavesALayerThatIsToBeKept() throws IOException {
        Path parent = write(folder, "lstm", lstm("forward", List.of(), List.of()), 14);

        assertRefused("QUANT-101", apply(new Step.DynamicInt8(List.of("y")), parent));
    }

    @Test
    void leavesALayerWhoseBatchComesFirst() throws IOException {
        Graph plain = lstm("forward", List.of(), List.of());
        Node turned = plain.nodes().getFirst();
        var attributes = new ArrayList<>(turned.attributes());
        attributes.add(Attribute.of("layout", 1));
        Graph graph = plain.withNodes(List.of(turned.withAttributes(attributes)));
        Path parent = write(folder, "lstm", graph, 14);

        String why =
                assertRefused("QUANT-101", apply(new Step.DynamicInt8(List.of()), parent)).why();

        assertTrue(why.contains("its batch comes first"), why);
    }
}
