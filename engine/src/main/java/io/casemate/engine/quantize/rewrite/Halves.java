package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Optional;

/// Numbers in 16 bits, little-endian.
final class Halves {
    private static final int BFLOAT16_SHIFT = 16;
    private static final int MAGNITUDE = 0x7FFF;
    private static final int FLOAT16_INFINITY = 0x7C00;
    private static final int BFLOAT16_INFINITY = 0x7F80;

    /// Set in numbers that are none, so that cutting them off does not make them infinite.
    private static final int BFLOAT16_QUIET = 0x40;

    /// The most of the squared values that may be lost to rounding; FLOAT16 loses 1e-7 of numbers
    /// that it can hold.
    private static final double MOST_LOST = 1e-5;

    private Halves() {}

    /// {@return `values` rounded to FLOAT16; empty where one is too large for it, not a number, or
    /// where they are so small that too much would be lost}
    static Optional<byte[]> float16(float[] values) {
        byte[] bytes = new byte[Math.multiplyExact(values.length, Short.BYTES)];
        ShortBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < values.length; i++) {
            short half = Float.floatToFloat16(values[i]);
            out.put(i, half);
            double off = values[i] - Float.float16ToFloat(half);
            signal += (double) values[i] * values[i];
            noise += off * off;
        }
        return noise <= MOST_LOST * signal && signal < Double.POSITIVE_INFINITY
                ? Optional.of(bytes)
                : Optional.empty();
    }

    /// {@return `values` rounded to BFLOAT16, half to even; empty where one is not finite or
    /// becomes infinite}
    static Optional<byte[]> bfloat16(float[] values) {
        byte[] bytes = new byte[Math.multiplyExact(values.length, Short.BYTES)];
        ShortBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        for (int i = 0; i < values.length; i++) {
            int rounded = toBfloat16(values[i]);
            float back = Float.intBitsToFloat(rounded << BFLOAT16_SHIFT);
            if (!Float.isFinite(values[i]) || !Float.isFinite(back)) {
                return Optional.empty();
            }
            out.put(i, (short) rounded);
        }
        return Optional.of(bytes);
    }

    /// Numbers in 16 bits that are all there.
    ///
    /// @param beyond how many were larger than the largest of the type, and became that
    /// @param vanishing how many would have become 0, and became the smallest of the type
    record Clamped(byte[] bytes, int beyond, int vanishing) {}

    /// {@return `values` rounded to `type`, half to even; a finite number stays finite, one other
    /// than 0 stays other than 0}
    ///
    /// @param type `FLOAT16` or `BFLOAT16`
    static Clamped clamped(float[] values, ElementType type) {
        byte[] bytes = new byte[Math.multiplyExact(values.length, Short.BYTES)];
        ShortBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        boolean isFloat16 = type == ElementType.FLOAT16;
        int infinite = isFloat16 ? FLOAT16_INFINITY : BFLOAT16_INFINITY;
        int beyond = 0;
        int vanishing = 0;
        for (int i = 0; i < values.length; i++) {
            int half = isFloat16 ? Float.floatToFloat16(values[i]) : toBfloat16(values[i]);
            int size = half & MAGNITUDE;
            if (size == infinite && Float.isFinite(values[i])) {
                half--;
                beyond++;
            } else if (size == 0 && values[i] != 0) {
                half++;
                vanishing++;
            }
            out.put(i, (short) half);
        }
        return new Clamped(bytes, beyond, vanishing);
    }

    private static int toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.isNaN(value)
                ? bits >>> BFLOAT16_SHIFT | BFLOAT16_QUIET
                : bits + 0x7FFF + (bits >>> BFLOAT16_SHIFT & 1) >>> BFLOAT16_SHIFT;
    }
}
