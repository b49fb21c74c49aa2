package io.casemate.engine.quantize.rewrite;

import static io.casemate.engine.quantize.rewrite.RewriteFixture.assertAlike;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.assertRefused;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.branching;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.constant;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.done;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.graph;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.node;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.ofType;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.tensor;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.with;
import static io.casemate.engine.quantize.rewrite.RewriteFixture.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import io.casemate.engine.onnx.TensorValues;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalfComputeTest {
    private static final long[] INPUT = {4, 40};

    @TempDir Path folder;

    private static final Graph PRODUCTS =
            graph(
                    List.of(
                            node("MatMul", "p", "x", "w"),
                            node("Relu", "r", "p"),
                            node("MatMul", "y", "r", "v")),
                    List.of(constant("w", 40, 64), constant("v", 64, 40)),
                    Shape.of(INPUT));

    @Test
    void computesInHalfOfTheBytes() throws Exception {
        Path parent = write(folder, "parent", PRODUCTS, 13);

        RewriteReport report = done(apply(parent));

        assertEquals(3, report.quantizedNodes());
        assertEquals(
                List.of("Cast", "MatMul", "Relu", "MatMul", "Cast"),
                read(report).nodes().stream().map(Node::opType).toList());
        assertEquals(2, ofType(report, ElementType.FLOAT16).size());
        assertTrue(Files.size(report.modelFile()) < 0.55 * Files.size(parent));
        assertAlike(55, parent, report, INPUT);
    }

    @Test
    void computesInHalfInsideBranches() throws Exception {
        Path parent = write(folder, "parent", branching(), 11);

        RewriteReport report = done(apply(parent));

        assertEquals(List.of(), weights(ofType(report, ElementType.FLOAT)));
        assertEquals(3, weights(ofType(report, ElementType.FLOAT16)).size());
        assertAlike(55, parent, report, INPUT);
    }

    @Test
    void leavesOperatorsThatHaveNoHalfFormInFloatAndCastsOnce() throws Exception {
        List<Node> nodes =
                List.of(
                        node("MatMul", "p", "x", "w"),
                        node("Max", "a", "p", "x"),
                        node("Min", "b", "p", "x"),
                        node("Sub", "y", "a", "b"));
        Path parent =
                write(
                        folder,
                        "parent",
                        graph(nodes, List.of(constant("w", 40, 40)), Shape.of(INPUT)),
                        13);

        RewriteReport report = done(apply(parent));

        assertEquals(
                List.of(
                        "Cast x_fp16",
                        "MatMul p",
                        "Cast p_fp32",
                        "Max a",
                        "Min b",
                        "Cast a_fp16",
                        "Cast b_fp16",
                        "Sub y_fp16",
                        "Cast y"),
                read(report).nodes().stream()
                        .map(node -> node.opType() + " " + node.outputs().getFirst())
                        .toList());
        assertAlike(50, parent, report, INPUT);
    }

    @Test
    void keepsAConstantThatBothReadInHalfOnly() throws Exception {
        List<Node> nodes =
                List.of(
                        node("Max", "a", "x", "w"),
                        node("Mul", "b", "x", "w"),
                        node("Add", "y", "a", "b"));
        Path parent =
                write(
                        folder,
                        "parent",
                        graph(nodes, List.of(constant("w", 4, 40)), Shape.of(INPUT)),
                        13);

        RewriteReport report = done(apply(parent));

        assertEquals(List.of(), ofType(report, ElementType.FLOAT));
        assertAlike(50, parent, report, INPUT);
    }

    @Test
    void leavesWhatIsToBeKept() throws Exception {
        Path parent = write(folder, "parent", PRODUCTS, 13);

        RewriteReport report =
                done(apply(new Step.HalfCompute(Step.HalfType.FP16, true, List.of("y")), parent));

        assertEquals(2, report.quantizedNodes());
        assertEquals(
                List.of("v"),
                ofType(report, ElementType.FLOAT).stream().map(TensorProto::name).toList());
        assertAlike(55, parent, report, INPUT);
    }

    @Test
    void turnsInputsAndOutputsWhenAsked() throws Exception {
        Path parent = write(folder, "parent", PRODUCTS, 13);

        RewriteReport report =
                done(apply(new Step.HalfCompute(Step.HalfType.FP16, false, List.of()), parent));

        Graph graph = read(report);
        assertEquals(ElementType.FLOAT16, graph.inputs().getFirst().type());
        assertEquals(ElementType.FLOAT16, graph.outputs().getFirst().type());
        assertEquals(3, graph.nodes().size());
    }

    @Test
    void castsTheOutputOfANodeInFloatWhenAskedForHalf() throws Exception {
        List<Node> nodes = List.of(node("MatMul", "p", "x", "w"), node("Max", "y", "p", "x"));
        Path parent =
                write(
                        folder,
                        "parent",
                        graph(nodes, List.of(constant("w", 40, 40)), Shape.of(INPUT)),
                        13);

        RewriteReport report =
                done(apply(new Step.HalfCompute(Step.HalfType.FP16, false, List.of()), parent));

        assertEquals("Cast", read(report).nodes().getLast().opType());
        assertEquals(ElementType.FLOAT16, read(report).outputs().getFirst().type());
    }

    @Test
    void keepsNumbersBeyondTheTypeFiniteAndSmallOnesOtherThanNothing() throws Exception {
        float[] values = {1e6f, -1e6f, 1e-9f, -1e-9f, 0, 1.5f, Float.POSITIVE_INFINITY, 65519};
        Graph graph =
                graph(
                        List.of(node("Mul", "y", "x", "w")),
                        List.of(tensor("w", values, List.of(8L))),
                        Shape.of(2, 8));
        Path parent = write(folder, "parent", graph, 13);

        RewriteReport report = done(apply(parent));

        assertEquals(
                Optional.of(
                        "Of 8 numbers rounded to FLOAT16, 2 were beyond its range and became its"
                                + " largest, and 2 too small for it and became its smallest."),
                report.remark());
        float least = Float.float16ToFloat((short) 1);
        assertArrayEquals(
                new float[] {65504, -65504, least, -least, 0, 1.5f, Float.POSITIVE_INFINITY, 65504},
                TensorValues.floats(ofType(report, ElementType.FLOAT16).getFirst(), folder));
    }

    @Test
    void computesWithConstantsThatNodesMake() throws Exception {
        Node one = with(node("Constant", "one"), Attribute.of("value_float", 1.25f));
        Node shape =
                with(
                        node("Constant", "shape"),
                        new Attribute(
                                "value",
                                new Attribute.TensorValue(TensorProto.longs("", List.of(40L))),
                                ""));
        Node filled =
                with(
                        node("ConstantOfShape", "filled", "shape"),
                        new Attribute(
                                "value",
                                new Attribute.TensorValue(
                                        TensorProto.floats("", List.of(1L), 0.5f)),
                                ""));
        Node count =
                with(
                        node("Cast", "count", "shape"),
                        Attribute.of("to", (long) ElementType.FLOAT.number()));
        List<Node> nodes =
                List.of(
                        one,
                        shape,
                        filled,
                        count,
                        node("Mul", "a", "x", "one"),
                        node("Add", "b", "a", "filled"),
                        node("Add", "y", "b", "count"));
        Path parent = write(folder, "parent", graph(nodes, List.of(), Shape.of(INPUT)), 13);

        RewriteReport report = done(apply(parent));

        assertEquals(5, report.quantizedNodes());
        assertAlike(50, parent, report, INPUT);
    }

    @Test
    void leavesScalesOfResizeInFloat() throws Exception {
        var scales = tensor("scales", new float[] {1, 1, 2, 2}, List.of(4L));
        List<Node> nodes =
                List.of(node("Conv", "c", "x", "w"), node("Resize", "y", "c", "", "scales"));
        Graph graph =
                graph(nodes, List.of(constant("w", 8, 8, 3, 3), scales), Shape.of(1, 8, 6, 6));
        Path parent = write(folder, "parent", graph, 13);

        RewriteReport report = done(apply(parent));

        assertEquals(
                List.of("scales"),
                ofType(report, ElementType.FLOAT).stream().map(TensorProto::name).toList());
        assertAlike(50, parent, report, 1, 8, 6, 6);
    }

    @Test
    void leavesAModelWithoutFloatComputation() throws Exception {
        Graph graph = graph(List.of(node("Max", "y", "x", "x")), List.of(), Shape.of(INPUT));
        Path parent = write(folder, "parent", graph, 13);

        assertRefused("QUANT-101", apply(parent));
    }

    @Test
    void leavesAModelThatComputesInHalfAlready() throws Exception {
        Path parent = write(folder, "parent", PRODUCTS, 13);
        RewriteReport report =
                done(apply(new Step.HalfCompute(Step.HalfType.FP16, false, List.of()), parent));
        Path again = Files.createDirectory(folder.resolve("again"));

        assertRefused(
                "QUANT-101",
                RecipeRewriter.apply(Recipe.FP16, report.modelFile(), again, Progress.NONE));
    }

    @Test
    void refusesBfloat16WhereTheRuntimeDoesNotComputeInIt() throws Exception {
        Path parent = write(folder, "parent", PRODUCTS, 13);

        Problem problem =
                assertRefused(
                        "QUANT-151",
                        RecipeRewriter.apply(Recipe.BF16, parent, folder, Progress.NONE));

        assertTrue(problem.why().contains("MatMul, Relu"), problem.why());
        assertTrue(problem.why().contains("ONNX Runtime says"), problem.why());
        assertEquals(List.of("parent.onnx"), files());
    }

    @Test
    void refusesBfloat16BeforeOpset13() throws Exception {
        Path parent = write(folder, "parent", PRODUCTS, 12);

        assertRefused(
                "QUANT-102", RecipeRewriter.apply(Recipe.BF16, parent, folder, Progress.NONE));
    }

    @Test
    void givesTheSameBytesAgain() throws Exception {
        Path parent = write(folder, "parent", branching(), 13);
        Path other = Files.createDirectory(folder.resolve("other"));

        RewriteReport first = done(apply(parent));
        RewriteReport second =
                done(RecipeRewriter.apply(Recipe.FP16, parent, other, Progress.NONE));

        assertArrayEquals(
                Files.readAllBytes(first.modelFile()), Files.readAllBytes(second.modelFile()));
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Outcome<RewriteReport> apply(Path parent) throws IOException {
        return RecipeRewriter.apply(Recipe.FP16, parent, folder, Progress.NONE);
    }

    private Outcome<RewriteReport> apply(Step step, Path parent) throws IOException {
        return RecipeRewriter.apply(Recipe.of("one", step), parent, folder, Progress.NONE);
    }

    private static Graph read(RewriteReport report) throws IOException {
        return OnnxReader.read(report.modelFile(), ReadLimits.STANDARD).graph();
    }

    private static List<TensorProto> weights(List<TensorProto> tensors) {
        return tensors.stream().filter(tensor -> tensor.elements() > 1).toList();
    }
}
