package io.casemate.engine.tensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeededInputsTest {

    @Test
    void fillsTheFirstFreeSizeWithOneAndOthersAsTold() {
        Tensor tensor = one(Datatype.FP32, List.of(-1L, -1L, 3L), 1);

        assertArrayEquals(new long[] {1, 5, 3}, tensor.shape());
        assertEquals(15 * Float.BYTES, tensor.data().remaining());
        assertTrue(tensor.data().isDirect());
    }

    @Test
    void makesAScalarOfAnEmptyShape() {
        assertEquals(Double.BYTES, one(Datatype.FP64, List.of(), 1).data().remaining());
    }

    @ParameterizedTest
    @EnumSource
    void makesTheSameBytesFromTheSameSeed(Datatype datatype) {
        List<Long> shape = List.of(-1L, 64L);

        assertEquals(one(datatype, shape, 1).data(), one(datatype, shape, 1).data());
        if (datatype != Datatype.BYTES) {
            assertNotEquals(one(datatype, shape, 1).data(), one(datatype, shape, 2).data());
        }
    }

    @ParameterizedTest
    @EnumSource(names = "BYTES", mode = EnumSource.Mode.EXCLUDE)
    void drawsFloatsFromMinusOneToOneAndIntegersZeroOrOne(Datatype datatype) {
        double[] values = TensorNumbers.of(one(datatype, List.of(1L, 256L), 1));

        boolean isFloat =
                switch (datatype) {
                    case FP16, BF16, FP32, FP64 -> true;
                    case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BYTES ->
                            false;
                };
        assertEquals(256, values.length);
        assertTrue(
                DoubleStream.of(values)
                        .allMatch(v -> isFloat ? v >= -1 && v <= 1 : v == 0 || v == 1));
        assertTrue(DoubleStream.of(values).distinct().count() > 1, "all alike");
    }

    @Test
    void readsUnsignedNumbersAsUnsigned() {
        assertEquals(255, number(Datatype.UINT8, -1));
        assertEquals(65_535, number(Datatype.UINT16, -1));
        assertEquals(4_294_967_295d, number(Datatype.UINT32, -1));
        assertEquals(18_446_744_073_709_551_615d, number(Datatype.UINT64, -1));
        assertEquals(-1, number(Datatype.INT8, -1));
        assertEquals(-1, number(Datatype.INT64, -1));
    }

    @Test
    void readsHalfNumbers() {
        assertEquals(-2.5, number(Datatype.FP16, Float.floatToFloat16(-2.5f)));
        assertEquals(-2.5, number(Datatype.BF16, Float.floatToIntBits(-2.5f) >>> 16));
    }

    @Test
    void hasNoNumbersForTexts() {
        Tensor texts = one(Datatype.BYTES, List.of(2L), 1);

        assertFalse(TensorNumbers.areNumbers(Datatype.BYTES));
        assertThrows(IllegalArgumentException.class, () -> TensorNumbers.of(texts));
    }

    private static Tensor one(Datatype datatype, List<Long> shape, long seed) {
        return SeededInputs.of(List.of(new Port("x", datatype, shape)), seed, 5).getFirst();
    }

    /// {@return the number that the lowest bytes of `bits` stand for}
    private static double number(Datatype datatype, long bits) {
        ByteBuffer data = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        switch (datatype.bytes()) {
            case 1 -> data.put((byte) bits);
            case 2 -> data.putShort((short) bits);
            case 4 -> data.putInt((int) bits);
            default -> data.putLong(bits);
        }
        return TensorNumbers.of(new Tensor("x", datatype, new long[] {1}, data.flip()))[0];
    }
}
