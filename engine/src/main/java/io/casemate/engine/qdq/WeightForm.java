package io.casemate.engine.qdq;

import io.casemate.engine.onnx.TensorValues;
import java.io.IOException;
import java.nio.file.Path;

/// The weights and the bias of a layer in integers.
///
/// @param scales one a channel, or one in all
/// @param zeroPoint of all channels
/// @param bias in `int32`, in units of input scale times weight scale; empty when there is none
record WeightForm(byte[] weights, float[] scales, int zeroPoint, int[] bias) {
    /// A bias may take half of the range of `int32`.
    private static final double BIAS_RANGE = (4294967296.0 - 2) / (2 * 1.0001);

    /// {@return empty scales when the weights or the bias are not finite}
    ///
    /// @param inputScale of the activation
    /// @param means of the activation's channels; empty: the bias is not corrected
    static WeightForm of(
            Layer layer, QdqSettings settings, float inputScale, double[] means, Path folder)
            throws IOException {
        float[] real = TensorValues.floats(layer.weights(), folder);
        float[] bias =
                layer.bias().isPresent()
                        ? TensorValues.floats(layer.bias().get(), folder)
                        : new float[0];
        int count = isShared(layer, settings) ? 1 : layer.channels();
        double[] largest = largest(layer, real, count);
        if (!areFinite(largest) || !areFinite(bias)) {
            return new WeightForm(new byte[0], new float[0], 0, new int[0]);
        }
        Quantizer[] quantizers = new Quantizer[count];
        for (int i = 0; i < count; i++) {
            quantizers[i] =
                    wideEnough(
                            Quantizer.ofWeights(
                                    largest[i], settings.weights(), settings.isReduced()),
                            inputScale,
                            largestBias(bias, i, count));
        }
        byte[] integers = new byte[real.length];
        for (int i = 0; i < real.length; i++) {
            integers[i] = quantizers[count == 1 ? 0 : layer.channelOf(i)].quantized(real[i]);
        }
        if (means.length > 0 && layer.takesBias()) {
            bias = new BiasCorrection(layer, real, means).applied(bias, integers, quantizers);
        }
        float[] scales = new float[count];
        for (int i = 0; i < count; i++) {
            scales[i] = quantizers[i].scale();
        }
        return new WeightForm(
                integers, scales, quantizers[0].zeroPoint(), integers(bias, scales, inputScale));
    }

    /// {@return whether all weights of `layer` have the same scale}
    static boolean isShared(Layer layer, QdqSettings settings) {
        return layer.axis() < 0 || settings.isPerTensor();
    }

    private static double[] largest(Layer layer, float[] real, int count) {
        double[] largest = new double[count];
        for (int i = 0; i < real.length; i++) {
            int channel = count == 1 ? 0 : layer.channelOf(i);
            largest[channel] = Math.max(largest[channel], Math.abs(real[i]));
        }
        return largest;
    }

    private static boolean areFinite(double[] values) {
        return java.util.Arrays.stream(values).allMatch(Double::isFinite);
    }

    private static boolean areFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static double largestBias(float[] bias, int channel, int count) {
        if (bias.length == 0) {
            return 0;
        }
        double largest = Math.abs(bias[channel]);
        for (int i = 0; count == 1 && i < bias.length; i++) {
            largest = Math.max(largest, Math.abs(bias[i]));
        }
        return largest;
    }

    /// Where the bias would not fit `int32`, the scale of the weights grows until it does.
    private static Quantizer wideEnough(Quantizer quantizer, float inputScale, double bias) {
        double needed = bias / BIAS_RANGE / inputScale;
        return needed > quantizer.scale() ? quantizer.withScale((float) needed) : quantizer;
    }

    private static int[] integers(float[] bias, float[] scales, float inputScale) {
        int[] integers = new int[bias.length];
        for (int i = 0; i < bias.length; i++) {
            float scale = inputScale * scales[scales.length == 1 ? 0 : i];
            integers[i] = (int) Math.rint(bias[i] / (double) scale);
        }
        return integers;
    }

    boolean isFinite() {
        return scales.length > 0;
    }
}
