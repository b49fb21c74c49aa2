package io.casemate.engine.quantize.rewrite;

/// A matrix in `int8`, symmetric, with one scale a column: `value = quantized * scale[column]`.
///
/// The whole range -127 to 127 is used. On x86 processors with AVX2 and without VNNI, sums of two
/// `uint8 * int8` products saturate at 16 bits, which can cost accuracy there; halving the range
/// would cost every other machine one bit, so it is left to measurement on the host.
///
/// Source: ONNX operator specification, `MatMulInteger`.
///
/// @param values `[rows, columns]`, row-major
/// @param scales `[columns]`
record Int8Matrix(byte[] values, float[] scales) {
    private static final int LARGEST = 127;

    static Int8Matrix of(Matrix matrix) {
        int columns = matrix.columns();
        float[] original = matrix.rowMajor();
        float[] scales = new float[columns];
        for (int i = 0; i < original.length; i++) {
            scales[i % columns] = Math.max(scales[i % columns], Math.abs(original[i]));
        }
        for (int column = 0; column < columns; column++) {
            float scale = scales[column] / LARGEST;
            scales[column] = scale < Float.MIN_NORMAL ? 1 : scale;
        }
        byte[] values = new byte[original.length];
        for (int i = 0; i < values.length; i++) {
            double quantized = Math.rint((double) original[i] / scales[i % columns]);
            values[i] = (byte) Math.clamp(quantized, -LARGEST, LARGEST);
        }
        return new Int8Matrix(values, scales);
    }
}
