package io.casemate.engine.qdq;

/// Turns real numbers into integers: `quantized = round(real / scale) + zeroPoint`.
///
/// Scales are computed in `double` and then rounded to `float`; halves are rounded to even.
///
/// Source: ONNX operator specification, `QuantizeLinear`; the rules for scale and zero point are
/// those of ONNX Runtime's own tools, so that results can be compared.
record Quantizer(float scale, int zeroPoint, IntegerType type) {

    /// {@return for activations: the whole range of `type`; symmetric if it is signed}
    static Quantizer ofActivation(Range range, IntegerType type) {
        return switch (type) {
            case U8 -> asymmetric(range, type.least(), type.most(), type);
            case S8 -> symmetric(range, type.least() + 1, type.most(), type);
        };
    }

    /// {@return for weights, always symmetric}
    ///
    /// @param isReduced whether they are kept within 7 bits
    static Quantizer ofWeights(double largest, IntegerType type, boolean isReduced) {
        var range = new Range(-largest, largest);
        return switch (type) {
            case U8 -> symmetric(range, 0, isReduced ? 127 : 255, type);
            case S8 -> symmetric(range, isReduced ? -64 : -127, isReduced ? 64 : 127, type);
        };
    }

    private static Quantizer symmetric(Range range, int least, int most, IntegerType type) {
        double largest = Math.max(Math.abs(range.low()), Math.abs(range.high()));
        float scale = (float) (2 * largest / (most - least));
        return scale < Float.MIN_NORMAL
                ? new Quantizer(1, (int) Math.rint((least + most) / 2.0), type)
                : new Quantizer(scale, (int) Math.rint((least + most) / 2.0), type);
    }

    private static Quantizer asymmetric(Range range, int least, int most, IntegerType type) {
        double low = Math.min(range.low(), 0);
        double high = Math.max(range.high(), 0);
        double exact = (high - low) / (most - least);
        if ((float) exact < Float.MIN_NORMAL) {
            return new Quantizer(1, 0, type);
        }
        int zeroPoint = (int) Math.rint(least - low / exact);
        return new Quantizer((float) exact, zeroPoint, type);
    }

    Quantizer withScale(float larger) {
        return new Quantizer(larger, zeroPoint, type);
    }

    byte quantized(float value) {
        double integer = Math.rint(value / (double) scale) + zeroPoint;
        return (byte) (int) Math.clamp(integer, type.least(), type.most());
    }

    float real(byte quantized) {
        int integer = type == IntegerType.U8 ? Byte.toUnsignedInt(quantized) : quantized;
        return (integer - zeroPoint) * scale;
    }
}
