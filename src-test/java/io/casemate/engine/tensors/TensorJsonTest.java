package io.casemate.engine.tensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.casemate.engine.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

class TensorJsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BOOL|[true,false]",
                "UINT8|[0,255]",
                "UINT16|[0,65535]",
                "UINT32|[0,4294967295]",
                "UINT64|[0,18446744073709551615]",
                "INT8|[-128,127]",
                "INT16|[-32768,32767]",
                "INT32|[-2147483648,2147483647]",
                "INT64|[-9223372036854775808,9223372036854775807]",
                "FP32|[-3.4028235E38,1.4E-45]",
                "FP64|[-1.7976931348623157E308,4.9E-324]",
                "BYTES|[\"\",\"väl \\\" 語 \uD83D\uDE00\"]"
            })
    void writesWhatItReadAndKeepsTheLimitsOfEachDatatype(String datatype, String data)
            throws MalformedTensor {
        String head = "{\"name\":\"x\",\"datatype\":\"" + datatype + "\",\"shape\":[2],\"data\":";
        String early = "{\"data\":" + data + ",\"shape\":[2],\"name\":\"x\",\"datatype\":\"";

        assertEquals(head + data + "}", write(read(head + data + "}")));
        assertEquals(head + data + "}", write(read(early + datatype + "\"}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UINT8|256",
                "UINT8|-1",
                "UINT16|65536",
                "UINT32|4294967296",
                "UINT32|-1",
                "UINT64|18446744073709551616",
                "UINT64|-1",
                "UINT64|1.0",
                "UINT64|\"1\"",
                "INT8|128",
                "INT16|-32769",
                "INT32|2147483648",
                "INT64|9223372036854775808",
                "INT64|1.5",
                "INT64|\"1\"",
                "BOOL|2",
                "BOOL|\"true\"",
                "FP32|3.5e38",
                "FP64|1e309",
                "FP64|\"1\"",
                "BYTES|1",
                "BYTES|true",
                "BYTES|null"
            })
    void refusesAValueOutsideItsDatatypeWhereverTheDatatypeStands(String datatype, String value) {
        String data = "\"data\":[" + value + "]";
        String type = "\"datatype\":\"" + datatype + "\"";

        for (String members : new String[] {type + "," + data, data + "," + type}) {
            var refusal =
                    assertThrows(
                            MalformedTensor.class,
                            () -> read("{\"name\":\"x\",\"shape\":[1]," + members + "}"));
            assertTrue(refusal.getMessage().startsWith("inputs[0] ('x')"), refusal.getMessage());
        }
    }

    @Test
    void growsWithDataThatTheShapeDidNotPromise() throws MalformedTensor {
        String many = "[" + "7,".repeat(99_999) + "7]";

        Tensor tensor =
                read("{\"name\":\"x\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":" + many + "}");

        assertEquals(100_000 * Long.BYTES, tensor.data().remaining());
        assertEquals(7, tensor.data().getLong(99_999 * Long.BYTES));
    }

    @Test
    void reservesLittleForAShapeThatPromisesMuch() throws MalformedTensor {
        Tensor tensor =
                read(
                        """
                        {"name":"x","shape":[2147483647,2147483647],"datatype":"FP32","data":[1]}\
                        """);

        assertEquals(Float.BYTES, tensor.data().remaining());
        assertTrue(tensor.data().capacity() <= 1 << 20, "capacity " + tensor.data().capacity());
    }

    @Test
    void refusesATextOfMoreThanAMebibyte() {
        String text = "a".repeat((1 << 20) + 1);

        var refusal =
                assertThrows(
                        MalformedTensor.class,
                        () ->
                                read(
                                        "{\"name\":\"x\",\"shape\":[1],\"datatype\":\"BYTES\","
                                                + "\"data\":[\""
                                                + text
                                                + "\"]}"));

        assertTrue(refusal.getMessage().contains("1048577 bytes"), refusal.getMessage());
    }

    @ParameterizedTest
    @MethodSource("withoutJsonForm")
    void doesNotWriteWhatHasNoJsonForm(Datatype datatype, byte[] element) {
        var tensor = new Tensor("y", datatype, new long[] {1}, buffer(element));

        var refusal = assertThrows(MalformedTensor.class, () -> write(tensor));

        assertTrue(refusal.getMessage().contains("'y'"), refusal.getMessage());
    }

    static Stream<Arguments> withoutJsonForm() {
        return Stream.of(
                arguments(Datatype.FP16, new byte[2]),
                arguments(Datatype.BF16, new byte[2]),
                arguments(Datatype.FP32, floats(Float.NaN)),
                arguments(Datatype.FP32, floats(Float.NEGATIVE_INFINITY)),
                arguments(Datatype.FP64, doubles(Double.POSITIVE_INFINITY)));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"FP16", "BF16"},
            mode = EnumSource.Mode.EXCLUDE)
    void leavesThePositionOfWhatItWrites(Datatype datatype) throws MalformedTensor {
        Port port = new Port("x", datatype, java.util.List.of(3L));
        Tensor tensor = SeededInputs.of(java.util.List.of(port), 1, 1).getFirst();

        String first = write(tensor);

        assertEquals(first, write(tensor));
        assertEquals(first, write(read(first)));
    }

    @Test
    void readsTextsAsLengthAndBytes() throws MalformedTensor {
        Tensor tensor =
                read("{\"name\":\"x\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"ä\"]}");
        byte[] held = new byte[tensor.data().remaining()];
        tensor.data().get(held);

        byte[] text = "ä".getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(new byte[] {2, 0, 0, 0, text[0], text[1]}, held);
    }

    private static byte[] floats(float value) {
        return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putFloat(value).array();
    }

    private static byte[] doubles(double value) {
        return ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putDouble(value).array();
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    private static Tensor read(String json) throws MalformedTensor {
        try (JsonParser in = Json.mapper().createParser(json)) {
            in.nextToken();
            return new TensorParser(in, "inputs[0]").read();
        }
    }

    private static String write(Tensor tensor) throws MalformedTensor {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.mapper().createGenerator(bytes)) {
            TensorJson.write(out, tensor);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
