package io.casemate.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxReaderTest {
    private static final Node RELU = new Node("n", "Relu", List.of("x"), List.of("y"), List.of());
    private static final ReadLimits TIGHT = new ReadLimits(64, 3, 2, 2, 8, 16, 2);

    @TempDir Path folder;

    @Test
    void answersTruncationAtEveryByteWithARefusal() throws IOException {
        byte[] whole = everything();
        Path file = folder.resolve("cut.onnx");
        var answers = new ArrayList<String>();

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            answers.add(answer(file));
        }

        // Between two fields after the graph a cut leaves a sound, shorter model.
        long read = answers.stream().filter("read"::equals).count();
        assertTrue(read < 10, "read %d of %d".formatted(read, whole.length));
        assertEquals(List.of("NO_GRAPH"), answers.subList(0, 1));
    }

    @Test
    void answersFlippedBitsOfEveryByteWithARefusalOrAModel() throws IOException {
        byte[] whole = everything();
        Path file = folder.resolve("flip.onnx");
        int refused = 0;

        for (int bit = 0; bit < whole.length * 8; bit += 3) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            refused += answer(file).equals("read") ? 0 : 1;
        }

        assertTrue(refused > whole.length / 2, "refused %d".formatted(refused));
    }

    @Test
    void saysWhereTheFileIsBroken() throws IOException {
        byte[] node =
                new Rope().text(4, "Relu").raw(SampleModels.kept(5, new byte[] {10, 99})).toBytes();
        byte[] graph =
                new Rope().bytes(1, new Rope().text(4, "Abs").toBytes()).bytes(1, node).toBytes();

        OnnxFormatException refusal = refusal(modelOf(graph), ReadLimits.STANDARD);

        assertEquals(OnnxProblem.BROKEN, refusal.reason());
        assertEquals("graph.node[1].attribute[0]", refusal.place());
        assertEquals(modelOf(graph).length, refusal.offset());
        assertTrue(refusal.problem().why().contains("says 99 bytes, but only 0 are left"));
    }

    @Test
    void refusesGroupsOverlongNumbersAndFieldZero() throws IOException {
        var tooLong = new byte[12];
        java.util.Arrays.fill(tooLong, (byte) 0x80);
        tooLong[0] = 1 << 3;

        assertEquals(OnnxProblem.BROKEN, reason(new byte[] {9 << 3 | 3}));
        assertEquals(OnnxProblem.BROKEN, reason(new byte[] {9 << 3 | 4}));
        assertEquals(OnnxProblem.BROKEN, reason(tooLong));
        assertEquals(OnnxProblem.BROKEN, reason(new byte[] {0, 0}));
    }

    @Test
    void refusesAWrongWireType() throws IOException {
        assertEquals(OnnxProblem.BROKEN, reason(new byte[] {7 << 3, 1}));
        assertEquals(OnnxProblem.BROKEN, reason(new byte[] {1 << 3 | 2, 0}));
    }

    @Test
    void refusesALengthThatIsNegativeOrPastTheParent() throws IOException {
        byte[] negative = new Rope().number(7, -1).toBytes();
        negative[0] = 7 << 3 | 2;

        assertEquals(OnnxProblem.BROKEN, reason(negative));
        assertEquals(OnnxProblem.BROKEN, reason(new byte[] {7 << 3 | 2, 2, 1 << 3 | 2, 1}));
    }

    @Test
    void refusesNamesThatAreNotUtf8() throws IOException {
        byte[] graph = new Rope().bytes(2, new byte[] {(byte) 0xC3, 0x28}).toBytes();

        assertEquals(OnnxProblem.BROKEN, reason(modelOf(graph)));
    }

    @Test
    void refusesAFileWithoutGraphOrOperatorSet() throws IOException {
        assertEquals(OnnxProblem.NO_GRAPH, reason(new byte[0]));
        assertEquals(OnnxProblem.NO_OPSET, reason(new Rope().bytes(7, new byte[0]).toBytes()));
    }

    @Test
    void refusesTypesThatTheFormatDoesNotHave() throws IOException {
        byte[] tensor = new Rope().bytes(5, new Rope().number(2, 25).toBytes()).toBytes();
        byte[] attribute = new Rope().number(20, 15).toBytes();
        byte[] node = new Rope().bytes(5, attribute).toBytes();

        assertEquals(OnnxProblem.UNKNOWN_TYPE, reason(modelOf(tensor)));
        assertEquals(
                OnnxProblem.UNKNOWN_TYPE, reason(modelOf(new Rope().bytes(1, node).toBytes())));
    }

    @Test
    void countsTheNodesOfSubgraphs() throws IOException {
        Node outer = new Node("o", "If", List.of("c"), List.of("y"), List.of(branch(2)));

        assertReads(SampleModels.bare(List.of(outer)));
        assertRefuses(OnnxProblem.TOO_MANY, SampleModels.bare(List.of(outer, RELU)));
    }

    @Test
    void limitsInitializersOfAllGraphsTogether() throws IOException {
        TensorProto one = SampleModels.floats("w", 1);
        Graph two = SampleModels.bare(List.of()).withInitializers(List.of(one, one));
        Node node =
                new Node(
                        "o",
                        "If",
                        List.of(),
                        List.of(),
                        List.of(new Attribute("g", new Attribute.GraphValue(two), "")));

        assertReads(SampleModels.bare(List.of(node)));
        assertRefuses(
                OnnxProblem.TOO_MANY,
                SampleModels.bare(List.of(node)).withInitializers(List.of(one)));
    }

    @Test
    void limitsInputs() throws IOException {
        ValueInfo port = ValueInfo.of("x", ElementType.FLOAT, new Shape(List.of()));
        ReadLimits limits = new ReadLimits(64, 3, 2, 2, 8, 64, 2);
        Graph atLimit = SampleModels.bare(List.of()).withInputs(Collections.nCopies(2, port));
        Graph over = atLimit.withInputs(Collections.nCopies(3, port));

        assertEquals(atLimit, read(bytes(atLimit), limits).graph());
        assertEquals(OnnxProblem.TOO_MANY, refusal(bytes(over), limits).reason());
    }

    @Test
    void limitsTheLengthOfNamesInBytes() throws IOException {
        assertReads(named("ääää"));
        assertRefuses(OnnxProblem.TOO_LONG, named("ääääa"));
    }

    @Test
    void limitsDocumentationAndUnknownFields() throws IOException {
        byte[] atLimit = new Rope().bytes(10, new byte[16]).toBytes();
        byte[] over = new Rope().bytes(10, new byte[17]).toBytes();
        byte[] unknown = new Rope().bytes(200, new byte[17]).toBytes();

        assertEquals(1, read(modelOf(atLimit), TIGHT).graph().others().size());
        assertEquals(OnnxProblem.TOO_LONG, refusal(modelOf(over), TIGHT).reason());
        assertEquals(OnnxProblem.TOO_LONG, refusal(modelOf(unknown), TIGHT).reason());
    }

    @Test
    void limitsMetadata() throws IOException {
        byte[] entry = new Rope().bytes(14, new byte[0]).toBytes();
        byte[] model = modelOf(new byte[0]);

        assertEquals(2, read(join(model, entry, entry), TIGHT).others().size());
        assertEquals(
                OnnxProblem.TOO_MANY, refusal(join(model, entry, entry, entry), TIGHT).reason());
    }

    @Test
    void limitsTheDepthOfNesting() throws IOException {
        // A graph is at depth 1 and each subgraph three deeper; its node is one below that.
        assertReads(nested(20));

        assertRefuses(OnnxProblem.TOO_DEEP, nested(21));
    }

    @Test
    void limitsTheNumbersOfListAttributes() throws IOException {
        byte[] attribute = new Rope().number(20, 7).bytes(8, new byte[8_000_001]).toBytes();
        byte[] node = new Rope().bytes(5, attribute).toBytes();

        byte[] model = modelOf(new Rope().bytes(1, node).toBytes());

        assertEquals(OnnxProblem.TOO_MANY, reason(model));
    }

    @Test
    void blamesTheFileAndNotTheConsole() {
        Stream.of(OnnxProblem.values())
                .forEach(problem -> assertEquals(ProblemCode.Kind.REQUEST, problem.kind()));
        assertEquals(
                OnnxProblem.values().length,
                Stream.of(OnnxProblem.values()).map(OnnxProblem::id).distinct().count());
    }

    private static Graph named(String name) {
        return new Graph(name, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static Attribute branch(int nodes) {
        Graph graph = SampleModels.bare(Collections.nCopies(nodes, RELU));
        return new Attribute("b", new Attribute.GraphValue(graph), "");
    }

    private static Graph nested(int subgraphs) {
        Graph graph = SampleModels.bare(List.of(RELU));
        for (int i = 0; i < subgraphs; i++) {
            var inside = new Attribute("b", new Attribute.GraphValue(graph), "");
            Node node = new Node("o", "If", List.of(), List.of(), List.of(inside));
            graph = SampleModels.bare(List.of(node));
        }
        return graph;
    }

    private void assertReads(Graph graph) throws IOException {
        ReadLimits limits = new ReadLimits(64, nodes(graph), 2, 2, 8, 16, 2);
        assertEquals(graph, read(bytes(graph), limits).graph());
    }

    private void assertRefuses(OnnxProblem expected, Graph graph) throws IOException {
        int nodes = expected == OnnxProblem.TOO_DEEP ? nodes(graph) : 3;
        ReadLimits limits = new ReadLimits(64, nodes, 2, 2, 8, 16, 2);
        assertEquals(expected, refusal(bytes(graph), limits).reason());
    }

    private static int nodes(Graph graph) {
        return Math.max(3, (int) graph.allNodes().count());
    }

    private byte[] everything() throws IOException {
        Files.write(folder.resolve("w.bin"), new byte[12]);
        return SampleModels.bytes(SampleModels.everything(), folder);
    }

    private byte[] bytes(Graph graph) throws IOException {
        return SampleModels.bytes(SampleModels.of(graph), folder);
    }

    private static byte[] modelOf(byte[] graph) {
        return new Rope().message(8, new Rope().number(2, 17)).bytes(7, graph).toBytes();
    }

    private static byte[] join(byte[]... parts) {
        var out = new java.io.ByteArrayOutputStream();
        Stream.of(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private OnnxProblem reason(byte[] bytes) throws IOException {
        return refusal(bytes, ReadLimits.STANDARD).reason();
    }

    private OnnxFormatException refusal(byte[] bytes, ReadLimits limits) {
        return assertThrows(OnnxFormatException.class, () -> read(bytes, limits));
    }

    private Model read(byte[] bytes, ReadLimits limits) throws IOException {
        Path file = Files.createTempFile(folder, "read", ".onnx");
        return OnnxReader.read(Files.write(file, bytes), limits);
    }

    private static String answer(Path file) throws IOException {
        try {
            OnnxReader.read(file, ReadLimits.STANDARD);
            return "read";
        } catch (OnnxFormatException refusal) {
            return refusal.reason().name();
        }
    }
}
