package io.casemate.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxRoundTripTest {
    @TempDir Path folder;

    @BeforeEach
    void writeExternalData() throws IOException {
        Files.write(folder.resolve("w.bin"), new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -128, 63});
    }

    @Test
    void readsBackEveryKindOfAttribute() throws IOException {
        Model model = SampleModels.everything();

        Model read = read(SampleModels.bytes(model, folder));

        assertEquals(model.graph().nodes(), read.graph().nodes());
    }

    @Test
    void readsBackWhatItDoesNotModel() throws IOException {
        Model model = SampleModels.everything();

        Model read = read(SampleModels.bytes(model, folder));

        assertEquals(model.opsets(), read.opsets());
        assertEquals(model.graph().inputs(), read.graph().inputs());
        assertEquals(model.graph().valueInfos(), read.graph().valueInfos());
        assertEquals(numbers(model.others()), numbers(read.others()));
        assertEquals(numbers(model.graph().others()), numbers(read.graph().others()));
        assertEquals(model.functions().getFirst().nodes(), read.functions().getFirst().nodes());
    }

    @Test
    void writesTheSameBytesAgain() throws IOException {
        byte[] first = SampleModels.bytes(SampleModels.everything(), folder);

        byte[] second = SampleModels.bytes(read(first), folder);

        assertArrayEquals(first, second);
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNDEFINED", "STRING"})
    void readsBackTheElementsOfEveryType(ElementType type) throws IOException {
        byte[] raw = new byte[Math.ceilDiv(5 * type.bits(), 8)];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) (i * 37 + 0x71);
        }
        TensorProto tensor = TensorProto.of("w", type, List.of(5L), raw);

        TensorProto read = writtenAndRead(tensor);

        assertEquals(type, read.type());
        assertEquals(ByteBuffer.wrap(raw), TensorBytes.of(read, folder));
    }

    @Test
    void readsHalvesAndDoublesInTypedFields() throws IOException {
        TensorProto half =
                typed(ElementType.FLOAT16, new RawField(5, 2, numbers(0x3E00, 0xC000, 0x7BFF)));
        TensorProto brain =
                typed(ElementType.BFLOAT16, new RawField(5, 2, numbers(0x3FC0, 0xC000, 0x4348)));
        ByteBuffer doubles = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        doubles.putDouble(1.5).putDouble(-2).putDouble(1e9);
        TensorProto exact =
                typed(
                        ElementType.DOUBLE,
                        new RawField(10, 2, new Source.InMemory(doubles.array())));

        assertArrayEquals(new float[] {1.5f, -2, 65504}, floats(half));
        assertArrayEquals(new float[] {1.5f, -2, 200}, floats(brain));
        assertArrayEquals(new float[] {1.5f, -2, 1e9f}, floats(exact));
    }

    @Test
    void refusesTypedElementsThatAreTooMany() {
        TensorProto tensor = typed(ElementType.FLOAT16, new RawField(5, 2, numbers(1, 2, 3, 4)));

        assertThrows(OnnxFormatException.class, () -> floats(tensor));
    }

    private float[] floats(TensorProto tensor) throws IOException {
        return TensorValues.floats(writtenAndRead(tensor), folder);
    }

    private TensorProto writtenAndRead(TensorProto tensor) throws IOException {
        Graph graph = SampleModels.bare(List.of()).withInitializers(List.of(tensor));
        Model read = read(SampleModels.bytes(SampleModels.of(graph), folder));
        return read.graph().initializers().getFirst();
    }

    private static TensorProto typed(ElementType type, RawField field) {
        return new TensorProto("w", type, List.of(3L), new TensorData.Typed(List.of(field)), 1);
    }

    /// {@return `values` in the form of a packed field}
    private static Source.InMemory numbers(int... values) {
        var bytes = new ByteArrayOutputStream();
        for (int value : values) {
            int left = value;
            for (; left > 0x7F; left >>>= 7) {
                bytes.write(left & 0x7F | 0x80);
            }
            bytes.write(left);
        }
        return new Source.InMemory(bytes.toByteArray());
    }

    @Test
    void takesExternalDataIntoTheFile() throws IOException {
        Model read = read(SampleModels.bytes(SampleModels.everything(), folder));

        TensorProto tensor = read.graph().initializers().get(2);

        assertArrayEquals(new float[] {1}, TensorValues.floats(tensor, folder));
    }

    @Test
    void movesLargeWeightsToADataFileAboveTheLimit() throws IOException {
        float[] values = new float[512];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        var graph =
                SampleModels.bare(List.of())
                        .withInitializers(
                                List.of(
                                        SampleModels.floats("a", values),
                                        SampleModels.floats("small", 1, 2),
                                        SampleModels.floats("b", values)));
        Path file = folder.resolve("big.onnx");

        OnnxWriter.write(SampleModels.of(graph), folder, file, 1000);

        List<TensorProto> read = read(Files.readAllBytes(file)).graph().initializers();
        assertEquals(4096 + 2048, Files.size(folder.resolve("big.onnx.data")));
        assertArrayEquals(values, TensorValues.floats(read.get(0), folder));
        assertArrayEquals(new float[] {1, 2}, TensorValues.floats(read.get(1), folder));
        assertArrayEquals(values, TensorValues.floats(read.get(2), folder));
    }

    @Test
    void keepsWeightsInTheFileAtTheLimit() throws IOException {
        Model model =
                SampleModels.of(
                        SampleModels.bare(List.of())
                                .withInitializers(
                                        List.of(SampleModels.floats("a", new float[512]))));
        int length = SampleModels.bytes(model, folder).length;

        OnnxWriter.write(model, folder, folder.resolve("at.onnx"), length);

        assertEquals(length, Files.size(folder.resolve("at.onnx")));
    }

    @Test
    void notesTheWeightsOfAFileLargerThanTheHeapWithoutReadingThem() throws IOException {
        long weights = 5L << 30;
        byte[] tensor = joined(new Rope().number(2, 1).text(8, "w").toBytes(), head(9, weights));
        byte[] graph = joined(head(5, tensor.length + weights), tensor);
        byte[] opset = new Rope().message(8, new Rope().number(2, 17)).toBytes();
        byte[] model = joined(opset, joined(head(7, graph.length + weights), graph));
        Path file = Files.write(folder.resolve("huge.onnx"), model);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), model.length + weights - 1);
        }

        Model read = OnnxReader.read(file, ReadLimits.STANDARD);

        assertEquals(
                new TensorData.Raw(new Source.InFile(file, model.length, weights)),
                read.graph().initializers().getFirst().data());
    }

    /// {@return the tag and the length that go before `length` bytes of `field`}
    private static byte[] head(int field, long length) {
        byte[] size = new Rope().number(1, length).toBytes();
        size[0] = (byte) (field << 3 | Cursor.DELIMITED);
        return size;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private Model read(byte[] bytes) throws IOException {
        Path file = Files.createTempFile(folder, "read", ".onnx");
        return OnnxReader.read(Files.write(file, bytes), ReadLimits.STANDARD);
    }

    private static List<Integer> numbers(List<RawField> fields) {
        return fields.stream().map(RawField::number).toList();
    }
}
