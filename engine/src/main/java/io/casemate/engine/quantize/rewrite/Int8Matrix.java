package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.qdq.Granularity;

/// A matrix in `int8`, symmetric, with one scale a column or one in all: `value = quantized *
/// scale`.
///
/// The whole range -127 to 127 is used. On x86 processors with AVX2 and without VNNI, sums of two
/// `uint8 * int8` products saturate at 16 bits, which can cost accuracy there; halving the range
/// would cost every other machine one bit, so it is left to measurement on the host.
///
/// Source: ONNX operator specification, `MatMulInteger`.
///
/// @param values `[rows, columns]`, row-major
/// @param scales `[columns]`, or one
record Int8Matrix(byte[] values, float[] scales) {
    private static final int LARGEST = 127;

    static Int8Matrix of(Matrix matrix, Granularity granularity) {
        int count =
                switch (granularity) {
                    case PER_CHANNEL -> matrix.columns();
                    case PER_TENSOR -> 1;
                };
        float[] original = matrix.rowMajor();
        float[] scales = scales(original, count);
        byte[] values = new byte[original.length];
        for (int i = 0; i < values.length; i++) {
            double quantized = Math.rint((double) original[i] / scales[i % count]);
            values[i] = (byte) Math.clamp(quantized, -LARGEST, LARGEST);
        }
        return new Int8Matrix(values, scales);
    }

    private static float[] scales(float[] original, int count) {
        float[] scales = new float[count];
        for (int i = 0; i < original.length; i++) {
            scales[i % count] = Math.max(scales[i % count], Math.abs(original[i]));
        }
        for (int i = 0; i < count; i++) {
            float scale = scales[i] / LARGEST;
            scales[i] = scale < Float.MIN_NORMAL ? 1 : scale;
        }
        return scales;
    }

    /// {@return several matrices of the same form, one after the other}
    static Int8Matrix joined(Int8Matrix[] parts) {
        int length = parts[0].values.length;
        int count = parts[0].scales.length;
        byte[] values = new byte[parts.length * length];
        float[] scales = new float[parts.length * count];
        for (int i = 0; i < parts.length; i++) {
            System.arraycopy(parts[i].values, 0, values, i * length, length);
            System.arraycopy(parts[i].scales, 0, scales, i * count, count);
        }
        return new Int8Matrix(values, scales);
    }
}
