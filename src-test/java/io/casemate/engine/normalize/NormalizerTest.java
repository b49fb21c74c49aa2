package io.casemate.engine.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OpsetImport;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.SeededInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NormalizerTest {
    private static final long[] IMAGE = {1, 2, 5, 5};

    /// Takes one operator for another.
    private static final Rule WRONG =
            (model, _) ->
                    model.withGraph(
                            model.graph()
                                    .withNodes(
                                            model.graph().nodes().stream()
                                                    .map(NormalizerTest::absolute)
                                                    .toList()));

    @TempDir Path folder;

    private final Random random = new Random(5);

    static Stream<Arguments> oldOperators() {
        return Stream.of(
                old(9, node("Upsample", "y", List.of("x", "scales"), text("mode", "nearest"))),
                old(9, node("Upsample", "y", List.of("x", "scales"), text("mode", "linear"))),
                old(
                        7,
                        node(
                                "Upsample",
                                "y",
                                List.of("x"),
                                text("mode", "nearest"),
                                new Attribute(
                                        "scales",
                                        new Attribute.Floats(List.of(1f, 1f, 2f, 2f)),
                                        ""))),
                old(10, node("Resize", "y", List.of("x", "scales"), text("mode", "linear"))),
                old(
                        7,
                        node(
                                "Clip",
                                "y",
                                List.of("x"),
                                Attribute.of("min", -0.2f),
                                Attribute.of("max", 0.3f))),
                old(7, node("Clip", "y", List.of("x"), Attribute.of("min", 0f))),
                old(
                        9,
                        node(
                                "Pad",
                                "y",
                                List.of("x"),
                                Attribute.of("pads", List.of(0L, 0L, 1L, 2L, 0L, 0L, 3L, 4L)),
                                Attribute.of("value", 0.5f))),
                old(
                        7,
                        node(
                                "Slice",
                                "y",
                                List.of("x"),
                                Attribute.of("starts", List.of(1L, -3L)),
                                Attribute.of("ends", List.of(4L, 9L)),
                                Attribute.of("axes", List.of(2L, 3L)))),
                old(12, node("Squeeze", "y", List.of("x"), Attribute.of("axes", List.of(0L)))),
                old(11, node("Unsqueeze", "y", List.of("x"), Attribute.of("axes", List.of(0L)))),
                old(
                        11,
                        node(
                                "ReduceSum",
                                "y",
                                List.of("x"),
                                Attribute.of("axes", List.of(1L, 2L)))),
                old(
                        11,
                        node(
                                "Split",
                                List.of("y", "rest"),
                                List.of("x"),
                                Attribute.of("axis", 2L),
                                Attribute.of("split", List.of(2L, 3L)))),
                old(7, node("Softmax", "y", List.of("x"))),
                old(12, node("Softmax", "y", List.of("x"), Attribute.of("axis", 2L))),
                old(12, node("LogSoftmax", "y", List.of("x"), Attribute.of("axis", 3L))),
                old(7, node("Dropout", "y", List.of("x"), Attribute.of("ratio", 0.3f))));
    }

    private static Arguments old(long opset, Node node) {
        return Arguments.of(opset, node);
    }

    @ParameterizedTest
    @MethodSource("oldOperators")
    void liftsOldOperatorsWithoutChangingWhatTheyCompute(long opset, Node node) throws IOException {
        Model model = model(opset, List.of(node), scales());

        Model normal = done(normalize(model));

        assertEquals(13, normal.opset("").orElseThrow());
    }

    @Test
    void givesOldUpsamplingItsOldMeaning() throws IOException {
        Node node = node("Upsample", "y", List.of("x", "scales"), text("mode", "linear"));

        Model normal = done(normalize(model(9, List.of(node), scales())));

        Node resize = normal.graph().nodes().getFirst();
        assertEquals("Resize", resize.opType());
        assertEquals("asymmetric", resize.textAttribute("coordinate_transformation_mode", ""));
    }

    @Test
    void refusesOpsetsThatTheEngineHasNoKernelsFor() throws IOException {
        Model model = model(6, List.of(node("Relu", "y", List.of("x"))));

        assertEquals("NORM-001", refused(normalize(model)).code().id());
    }

    @Test
    void namesTheNodeThatComputesSomethingElse() throws IOException {
        Model model = relus();

        Problem problem =
                refused(new Normalizer(trial(), List.of(WRONG), List.of()).normalize(model));

        assertEquals("NORM-002", problem.code().id());
        assertTrue(problem.why().contains("'middle' (Abs)"), problem.why());
    }

    @Test
    void doesWithoutAWelcomeRuleThatComputesSomethingElse() throws IOException {
        Model model = relus();

        Model normal = done(new Normalizer(trial(), List.of(), List.of(WRONG)).normalize(model));

        assertEquals(List.of("Neg", "Relu", "Neg"), types(normal));
    }

    private Model relus() {
        return model(
                13,
                List.of(
                        node("Neg", "first", List.of("x")),
                        node("Relu", "middle", List.of("first")),
                        node("Neg", "y", List.of("middle"))));
    }

    @Test
    void foldsANormalizationIntoTheConvolutionBeforeIt() throws IOException {
        Model normal = done(normalize(convolutionAndNorm(List.of("norm"))));

        assertEquals(List.of("Conv"), types(normal));
    }

    @Test
    void leavesANormalizationWhoseConvolutionIsReadElsewhereToo() throws IOException {
        Model normal = done(normalize(convolutionAndNorm(List.of("norm", "sum"))));

        assertEquals(List.of("Conv", "BatchNormalization", "Add"), types(normal));
    }

    private Model convolutionAndNorm(List<String> parts) {
        var nodes = new ArrayList<Node>();
        nodes.add(node("Conv", "c", List.of("x", "w", "b")));
        boolean isLast = parts.size() == 1;
        nodes.add(
                node(
                        "BatchNormalization",
                        isLast ? "y" : "n",
                        List.of("c", "b", "b2", "mean", "var")));
        if (!isLast) {
            nodes.add(node("Add", "y", List.of("c", "n")));
        }
        return model(
                9,
                nodes,
                tensor("w", 3, 2, 1, 1),
                tensor("b", 3),
                tensor("b2", 3),
                tensor("mean", 3),
                TensorProto.floats("var", List.of(3L), 0.5f, 1, 2));
    }

    @Test
    void makesAddedConstantsABias() throws IOException {
        List<Node> nodes =
                List.of(
                        node("Conv", "c", List.of("x", "w")),
                        node("Add", "y", List.of("plus", "c")));

        Model normal =
                done(normalize(model(13, nodes, tensor("w", 3, 2, 1, 1), tensor("plus", 3, 1, 1))));

        assertEquals(List.of("Conv"), types(normal));
        assertEquals(3, normal.graph().nodes().getFirst().inputs().size());
    }

    @Test
    void leavesAddedConstantsThatVaryWithinAChannel() throws IOException {
        List<Node> nodes =
                List.of(
                        node("Conv", "c", List.of("x", "w")),
                        node("Add", "y", List.of("c", "plus")));

        Model normal =
                done(normalize(model(13, nodes, tensor("w", 3, 2, 1, 1), tensor("plus", 1, 5))));

        assertEquals(List.of("Conv", "Add"), types(normal));
    }

    @Test
    void makesAProductOfMatricesAndABiasOneNode() throws IOException {
        List<Node> nodes =
                List.of(
                        node("Flatten", "f", List.of("x")),
                        node("MatMul", "m", List.of("f", "w")),
                        node("Add", "y", List.of("m", "b")));

        Model normal = done(normalize(model(11, nodes, tensor("w", 50, 4), tensor("b", 4))));

        assertEquals(List.of("Flatten", "Gemm"), types(normal));
        assertEquals("m", normal.graph().nodes().get(1).name());
    }

    @Test
    void leavesAProductOfMoreThanMatrices() throws IOException {
        List<Node> nodes =
                List.of(
                        node("MatMul", "m", List.of("x", "w")),
                        node("Add", "y", List.of("m", "b")));

        Model normal = done(normalize(model(11, nodes, tensor("w", 5, 4), tensor("b", 4))));

        assertEquals(List.of("MatMul", "Add"), types(normal));
    }

    @Test
    void foldsTheFactorsOfAGemm() throws IOException {
        List<Node> nodes =
                List.of(
                        node("Flatten", "f", List.of("x")),
                        node(
                                "Gemm",
                                "y",
                                List.of("f", "w", "b"),
                                Attribute.of("alpha", 0.5f),
                                Attribute.of("beta", 2f)));

        Model normal = done(normalize(model(11, nodes, tensor("w", 50, 4), tensor("b", 1, 4))));

        assertEquals(List.of(), normal.graph().nodes().get(1).attributes());
    }

    @Test
    void makesConstantNodesAndTheirAliasesInitializers() throws IOException {
        Node constant =
                new Node(
                        "",
                        "Constant",
                        List.of(),
                        List.of("w"),
                        List.of(
                                new Attribute(
                                        "value",
                                        new Attribute.TensorValue(tensor("", 3, 2, 1, 1)),
                                        "")));
        List<Node> nodes =
                List.of(
                        constant,
                        node("Identity", "alias", List.of("w")),
                        node("Conv", "y", List.of("x", "alias")));

        Model normal = done(normalize(model(13, nodes)));

        assertEquals(List.of("Conv"), types(normal));
        assertEquals("w", normal.graph().nodes().getFirst().input(1));
    }

    @Test
    void namesNodesAfterTheirFirstOutputAndKeepsNames() throws IOException {
        Node unnamed = node("Relu", "r", List.of("x")).withName("");
        Node named = node("Relu", "y", List.of("r")).withName("last");

        Model normal = done(normalize(model(13, List.of(unnamed, named))));

        assertEquals(
                List.of("r", "last"), normal.graph().nodes().stream().map(Node::name).toList());
    }

    private static Node absolute(Node node) {
        return node.is("Relu") ? node("Abs", node.name(), node.inputs()) : node;
    }

    private Outcome<Model> normalize(Model model) throws IOException {
        return new Normalizer(trial()).normalize(model);
    }

    private Trial trial() {
        var x = new Port("x", Datatype.FP32, List.of(1L, 2L, 5L, 5L));
        return new Trial(
                folder,
                folder,
                List.of(SeededInputs.of(List.of(x), 1, 1), SeededInputs.of(List.of(x), 2, 1)));
    }

    private static TensorProto scales() {
        return TensorProto.floats("scales", List.of(4L), 1, 1, 2, 2);
    }

    private TensorProto tensor(String name, long... dims) {
        List<Long> sizes = java.util.Arrays.stream(dims).boxed().toList();
        int count = (int) sizes.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return TensorProto.floats(name, sizes, values);
    }

    private static Node node(
            String type, String output, List<String> inputs, Attribute... attributes) {
        return node(type, List.of(output), inputs, attributes);
    }

    private static Node node(
            String type, List<String> outputs, List<String> inputs, Attribute... attributes) {
        return new Node(outputs.getFirst(), type, inputs, outputs, List.of(attributes));
    }

    private static Attribute text(String name, String text) {
        return Attribute.of(name, text);
    }

    private static Model model(long opset, List<Node> nodes, TensorProto... constants) {
        List<TensorProto> used =
                Stream.of(constants)
                        .filter(constant ->
                                nodes.stream().anyMatch(n -> n.inputs().contains(constant.name())))
                        .toList();
        var graph =
                new Graph(
                        "g",
                        nodes,
                        used,
                        List.of(ValueInfo.of("x", ElementType.FLOAT, Shape.of(IMAGE))),
                        List.of(ValueInfo.named("y")),
                        List.of(),
                        List.of());
        List<OpsetImport> opsets = List.of(new OpsetImport("", opset));
        return new Model(7, "", "", opsets, graph, List.of(), List.of());
    }

    private static List<String> types(Model model) {
        return model.graph().nodes().stream().map(Node::opType).toList();
    }

    private static Model done(Outcome<Model> outcome) {
        return switch (outcome) {
            case Outcome.Done<Model>(Model model) -> model;
            case Outcome.Refused<Model>(Problem problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    private static Problem refused(Outcome<Model> outcome) {
        return switch (outcome) {
            case Outcome.Done<Model> _ -> throw new AssertionError("not refused");
            case Outcome.Refused<Model>(Problem problem) -> problem;
        };
    }
}
