package io.casemate.engine.tensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

final class TensorDifferenceTest {

    private static Tensor floats(float... values) {
        ByteBuffer data = buffer(4 * values.length);
        for (float value : values) {
            data.putFloat(value);
        }
        return new Tensor("y", Datatype.FP32, new long[] {values.length}, data.flip());
    }

    private static Tensor halves(float... values) {
        ByteBuffer data = buffer(2 * values.length);
        for (float value : values) {
            data.putShort(Float.floatToFloat16(value));
        }
        return new Tensor("y", Datatype.FP16, new long[] {values.length}, data.flip());
    }

    private static Tensor longs(long... values) {
        ByteBuffer data = buffer(8 * values.length);
        for (long value : values) {
            data.putLong(value);
        }
        return new Tensor("y", Datatype.INT64, new long[] {values.length}, data.flip());
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    }

    private static double between(Tensor one, Tensor other) {
        return TensorDifference.between(one, other).largest();
    }

    @Test
    void measuresFloatsByTheirLargestValue() {
        assertEquals(0.125, between(floats(4, -2), floats(4, -1.5f)));
        assertEquals(0.125, between(halves(4, -2), halves(4, -1.5f)));
        assertEquals(0, between(floats(4, Float.NaN), floats(4, Float.NaN)));
    }

    @Test
    void findsNoMeasureWhereOnlyOneIsANumber() {
        assertEquals(Double.POSITIVE_INFINITY, between(floats(1, Float.NaN), floats(1, 2)));
        assertEquals(Double.POSITIVE_INFINITY, between(floats(1), floats(1, 2)));
    }

    @Test
    void countsWholeNumbersThatDiffer() {
        assertEquals(0.25, between(longs(1, 2, 3, 4), longs(1, 2, 3, 5)));
    }

    @Test
    void tellsWhetherEveryElementIsANumber() {
        assertTrue(TensorDifference.isFinite(halves(1)));
        assertTrue(TensorDifference.isFinite(longs(1)));
        assertFalse(TensorDifference.isFinite(halves(Float.POSITIVE_INFINITY)));
        assertFalse(TensorDifference.isFinite(floats(Float.NaN)));
    }
}
