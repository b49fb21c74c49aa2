package io.casemate.engine.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Dim;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OnnxWriter;
import io.casemate.engine.onnx.OpsetImport;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.Source;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tensors.SeededInputs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Inferred shapes against shapes worked out by hand, and against what ONNX Runtime makes.
final class ShapeInferenceTest {
    @TempDir private Path folder;

    /// @param expected shape of the first output, worked out by hand
    record Case(
            String name,
            Node node,
            List<TensorProto> constants,
            List<Long> input,
            List<Long> expected) {
        @Override
        public String toString() {
            return name;
        }

        Model model() {
            return ShapeInferenceTest.model(
                    List.of(node),
                    constants,
                    List.of(ValueInfo.of("x", ElementType.FLOAT, fixed(input))));
        }
    }

    private static Shape fixed(List<Long> sizes) {
        return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    }

    private static Model model(
            List<Node> nodes, List<TensorProto> constants, List<ValueInfo> inputs) {
        String last = nodes.getLast().outputs().getFirst();
        var untold =
                new ValueInfo(last, ElementType.UNDEFINED, java.util.Optional.empty(), named(last));
        return new Model(
                8,
                "",
                "",
                List.of(new OpsetImport("", 17), new OpsetImport("com.microsoft", 1)),
                new Graph("g", nodes, constants, inputs, List.of(untold), List.of(), List.of()),
                List.of(),
                List.of());
    }

    /// A `ValueInfoProto` with a name and nothing else.
    private static Source.InMemory named(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] encoded = new byte[text.length + 2];
        encoded[0] = 10;
        encoded[1] = (byte) text.length;
        System.arraycopy(text, 0, encoded, 2, text.length);
        return new Source.InMemory(encoded);
    }

    private static Node node(String type, String inputs, Attribute... attributes) {
        List<String> outputs =
                switch (type) {
                    case "TopK" -> List.of("y", "v");
                    case "DynamicQuantizeLinear" -> List.of("y", "v", "u");
                    default -> List.of("y");
                };
        return new Node("n", type, List.of(inputs.split(",", -1)), outputs, List.of(attributes));
    }

    private static Attribute ints(String name, Long... values) {
        return Attribute.of(name, List.of(values));
    }

    private static TensorProto longs(String name, long... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        LongStream.of(values).forEach(bytes::putLong);
        return TensorProto.of(
                name, ElementType.INT64, List.of((long) values.length), bytes.array());
    }

    private static TensorProto weights(String name, Long... dims) {
        long count = Stream.of(dims).reduce(1L, (a, b) -> a * b);
        return TensorProto.of(name, ElementType.FLOAT, List.of(dims), new byte[(int) count * 4]);
    }

    private static Case of(Node node, List<Long> input, List<Long> out, TensorProto... constants) {
        return new Case(node.opType() + out, node, List.of(constants), input, out);
    }

    static Stream<Case> cases() {
        List<Long> image = List.of(1L, 3L, 8L, 9L);
        TensorProto kernel = weights("w", 4L, 3L, 3L, 3L);
        Attribute pads = ints("pads", 1L, 1L, 1L, 1L);
        Attribute two = ints("strides", 2L, 2L);
        Attribute window = ints("kernel_shape", 3L, 3L);
        return Stream.of(
                of(node("Relu", "x"), image, image),
                of(
                        node("Add", "x,w"),
                        List.of(2L, 1L, 4L),
                        List.of(2L, 3L, 4L),
                        weights("w", 3L, 1L)),
                of(
                        node("MatMul", "x,w"),
                        List.of(5L, 2L, 3L),
                        List.of(5L, 2L, 7L),
                        weights("w", 3L, 7L)),
                of(node("MatMul", "x,w"), List.of(3L), List.of(7L), weights("w", 3L, 7L)),
                of(node("MatMul", "x,w"), List.of(2L, 3L), List.of(2L), weights("w", 3L)),
                of(
                        node("Gemm", "x,w", Attribute.of("transA", 1), Attribute.of("transB", 1)),
                        List.of(3L, 2L),
                        List.of(2L, 7L),
                        weights("w", 7L, 3L)),
                of(node("Conv", "x,w"), image, List.of(1L, 4L, 6L, 7L), kernel),
                of(node("Conv", "x,w", pads, two), image, List.of(1L, 4L, 4L, 5L), kernel),
                of(
                        node("Conv", "x,w", ints("dilations", 2L, 2L)),
                        image,
                        List.of(1L, 4L, 4L, 5L),
                        kernel),
                of(
                        node("ConvTranspose", "x,w", two, ints("output_padding", 1L, 1L)),
                        image,
                        List.of(1L, 5L, 18L, 20L),
                        weights("w", 3L, 5L, 3L, 3L)),
                of(node("MaxPool", "x", window, two), image, List.of(1L, 3L, 3L, 4L)),
                of(
                        node("MaxPool", "x", window, two, Attribute.of("ceil_mode", 1)),
                        image,
                        List.of(1L, 3L, 4L, 4L)),
                of(node("AveragePool", "x", window, two, pads), image, List.of(1L, 3L, 4L, 5L)),
                of(node("GlobalAveragePool", "x"), image, List.of(1L, 3L, 1L, 1L)),
                of(node("Flatten", "x"), image, List.of(1L, 216L)),
                of(node("Reshape", "x,s"), image, List.of(1L, 24L, 9L), longs("s", 0, -1, 9)),
                of(node("Squeeze", "x,s"), image, List.of(3L, 8L, 9L), longs("s", 0)),
                of(node("Unsqueeze", "x,s"), image, List.of(1L, 3L, 8L, 9L, 1L), longs("s", -1)),
                of(
                        node("Transpose", "x", ints("perm", 0L, 2L, 3L, 1L)),
                        image,
                        List.of(1L, 8L, 9L, 3L)),
                of(node("Transpose", "x"), image, List.of(9L, 8L, 3L, 1L)),
                of(
                        node("Concat", "x,x", Attribute.of("axis", -1)),
                        image,
                        List.of(1L, 3L, 8L, 18L)),
                of(
                        node("Slice", "x,a,b,c,d"),
                        image,
                        List.of(1L, 3L, 8L, 4L),
                        longs("a", -2),
                        longs("b", Long.MIN_VALUE),
                        longs("c", 3),
                        longs("d", -2)),
                of(
                        node("Slice", "x,a,b"),
                        image,
                        List.of(1L, 2L, 8L, 9L),
                        longs("a", 0, 1),
                        longs("b", Long.MAX_VALUE, Long.MAX_VALUE)),
                of(
                        node("Gather", "x,i", Attribute.of("axis", 2)),
                        image,
                        List.of(1L, 3L, 2L, 9L),
                        longs("i", 0, 1)),
                of(
                        node("Expand", "x,s"),
                        List.of(3L, 1L),
                        List.of(2L, 3L, 4L),
                        longs("s", 2, 1, 4)),
                of(node("Tile", "x,s"), List.of(3L, 1L), List.of(6L, 5L), longs("s", 2, 5)),
                of(node("Pad", "x,s"), List.of(3L, 4L), List.of(4L, 9L), longs("s", 0, 2, 1, 3)),
                of(node("ReduceMean", "x", ints("axes", -1L)), image, List.of(1L, 3L, 8L, 1L)),
                of(node("ReduceMax", "x", Attribute.of("keepdims", 0)), image, List.of()),
                of(node("ArgMax", "x", Attribute.of("keepdims", 0)), image, List.of(3L, 8L, 9L)),
                of(node("TopK", "x,k"), image, List.of(1L, 3L, 8L, 2L), longs("k", 2)),
                of(node("Shape", "x", Attribute.of("start", 1)), image, List.of(3L)),
                of(node("Softmax", "x"), image, image),
                of(
                        node("LSTM", "x,w,r", Attribute.of("hidden_size", 5)),
                        List.of(7L, 2L, 3L),
                        List.of(7L, 1L, 2L, 5L),
                        weights("w", 1L, 20L, 3L),
                        weights("r", 1L, 20L, 5L)),
                of(
                        node("GRU", "x,w,r", Attribute.of("hidden_size", 5)),
                        List.of(7L, 2L, 3L),
                        List.of(7L, 1L, 2L, 5L),
                        weights("w", 1L, 15L, 3L),
                        weights("r", 1L, 15L, 5L)),
                of(node("DynamicQuantizeLinear", "x"), image, image),
                of(
                        node("Resize", "x,,,s"),
                        image,
                        List.of(1L, 3L, 16L, 18L),
                        longs("s", 1, 3, 16, 18)),
                of(
                        node("DepthToSpace", "x", Attribute.of("blocksize", 2)),
                        List.of(1L, 8L, 3L, 4L),
                        List.of(1L, 2L, 6L, 8L)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void infersWhatIsWorkedOutByHand(Case one) {
        ValueShape found = ShapeInference.of(one.model(), Bindings.STANDARD).main().of("y");

        assertEquals(fixed(one.expected()), found.shape().orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void infersWhatOnnxRuntimeMakes(Case one) throws Exception {
        Path file = folder.resolve("model.onnx");
        OnnxWriter.write(one.model(), folder, file);

        try (SingleSession session = SingleSession.open(file, 1)) {
            long[] made = session.run(SeededInputs.of(session.inputs(), 1, 1)).getFirst().shape();
            ValueShape found = ShapeInference.of(one.model(), Bindings.STANDARD).main().of("y");

            assertEquals(Shape.of(made), found.shape().orElseThrow());
        }
    }

    private static Model reshapingByShape() {
        return model(
                List.of(
                        new Node("", "Shape", List.of("x"), List.of("s"), List.of()),
                        new Node("", "Gather", List.of("s", "zero"), List.of("b"), List.of()),
                        new Node(
                                "",
                                "Concat",
                                List.of("b", "rest"),
                                List.of("t"),
                                List.of(Attribute.of("axis", 0))),
                        new Node("", "Reshape", List.of("x", "t"), List.of("y"), List.of())),
                List.of(longs("zero", 0), longs("rest", -1, 2)),
                List.of(
                        ValueInfo.of(
                                "x",
                                ElementType.FLOAT,
                                new Shape(
                                        List.of(
                                                new Dim.Named("batch"),
                                                new Dim.Named("tokens"),
                                                new Dim.Fixed(6))))));
    }

    @Test
    void followsAShapeThroughGatherAndConcatIntoAReshape() {
        Bindings bindings = new Bindings(Map.of("tokens", 10L), 4, 128);

        ValueShape found = ShapeInference.of(reshapingByShape(), bindings).main().of("y");

        assertEquals("FLOAT [4, 30, 2]", found.toString());
    }

    @Test
    void keepsSymbolsWhenAskedTo() {
        ModelShapes found = ShapeInference.of(reshapingByShape(), Bindings.SYMBOLIC);

        assertEquals("FLOAT [batch, tokens, 6]", found.main().of("x").toString());
        assertEquals("FLOAT [batch, ?, 2]", found.main().of("y").toString());
    }

    @Test
    void leavesAnUnknownOperatorUnknown() {
        Model model =
                model(
                        List.of(node("Marvel", "x")),
                        List.of(),
                        List.of(ValueInfo.of("x", ElementType.FLOAT, Shape.of(2))));

        assertEquals(
                ValueShape.UNKNOWN, ShapeInference.of(model, Bindings.STANDARD).main().of("y"));
    }

    @Test
    void countsTheWorkOfAConvolutionAndItsMemory() {
        Model model =
                cases().filter(one -> one.name().startsWith("Conv[1, 4, 6, 7]"))
                        .findFirst()
                        .orElseThrow()
                        .model();

        GraphCost cost = GraphCosts.of(model, Bindings.STANDARD);

        long outputs = 4 * 6 * 7;
        assertEquals(2 * outputs * 27, cost.totals().flops());
        assertEquals(4 * 27 * 4, cost.peak().parameterBytes());
        assertEquals((216 + outputs) * 4, cost.peak().activationBytes());
        assertEquals(1.0, cost.knownShare());
    }

    @Test
    void saturatesInsteadOfOverflowing() {
        Model model =
                model(
                        List.of(node("Expand", "x,s")),
                        List.of(longs("s", 1L << 40, 1L << 40)),
                        List.of(ValueInfo.of("x", ElementType.FLOAT, Shape.of(1))));

        GraphCost cost = GraphCosts.of(model, Bindings.STANDARD);

        assertEquals(Long.MAX_VALUE, cost.peak().bytes());
        assertEquals("y", cost.largest().getFirst().name());
    }

    /// Odd nodes of every operator: wrong numbers of inputs, ranks, attributes.
    @Test
    void neverThrowsOnOddGraphs() {
        Random random = new Random(7);
        List<String> operators = new ArrayList<>(new Rules().operators());
        Collections.sort(operators);

        for (int i = 0; i < 20_000; i++) {
            Model model = odd(random, operators);
            assertTrue(GraphCosts.of(model, Bindings.STANDARD).nodes().size() == 3);
        }
    }

    private static final List<String> ATTRIBUTES =
            List.of(
                    "axis axes perm pads strides dilations kernel_shape group blocksize to k split starts ends hidden_size start end transA batch_dims shape output_shape N layout ceil_mode keepdims allowzero"
                            .split(" "));

    private static final List<Long> NUMBERS =
            List.of(0L, 1L, -1L, 2L, 3L, -3L, 7L, 1L << 33, Long.MAX_VALUE, Long.MIN_VALUE);

    private static Model odd(Random random, List<String> operators) {
        List<String> names = new ArrayList<>(List.of("x", "a", "b", "", "missing"));
        var nodes = new ArrayList<Node>();
        for (int i = 0; i < 3; i++) {
            String[] operator = operators.get(random.nextInt(operators.size())).split(":", -1);
            nodes.add(
                    new Node(
                                    "",
                                    operator[1],
                                    Stream.generate(() -> pick(random, names))
                                            .limit(random.nextInt(6))
                                            .toList(),
                                    List.of("y" + i, "z" + i),
                                    attributes(random))
                            .inDomain(operator[0]));
            names.add("y" + i);
        }
        return model(
                nodes,
                List.of(longs("a", numbers(random)), longs("b", numbers(random))),
                List.of(ValueInfo.of("x", ElementType.FLOAT, Shape.of(sizes(random)))));
    }

    private static List<Attribute> attributes(Random random) {
        return Stream.generate(() -> attribute(random)).limit(random.nextInt(5)).toList();
    }

    private static Attribute attribute(Random random) {
        String name = pick(random, ATTRIBUTES);
        return random.nextBoolean()
                ? Attribute.of(name, pick(random, NUMBERS))
                : Attribute.of(name, LongStream.of(numbers(random)).boxed().toList());
    }

    private static long[] numbers(Random random) {
        return Stream.generate(() -> pick(random, NUMBERS))
                .limit(random.nextInt(5))
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static long[] sizes(Random random) {
        return random.longs(random.nextInt(5), 0, 5).toArray();
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
