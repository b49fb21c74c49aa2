package io.casemate.engine.quantize.rewrite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Optional;

/// Numbers in 16 bits, little-endian.
final class Halves {
    private static final int BFLOAT16_SHIFT = 16;

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
            int bits = Float.floatToRawIntBits(values[i]);
            int rounded = bits + 0x7FFF + (bits >>> BFLOAT16_SHIFT & 1) >>> BFLOAT16_SHIFT;
            float back = Float.intBitsToFloat(rounded << BFLOAT16_SHIFT);
            if (!Float.isFinite(values[i]) || !Float.isFinite(back)) {
                return Optional.empty();
            }
            out.put(i, (short) rounded);
        }
        return Optional.of(bytes);
    }
}
