package io.casemate.engine.qdq;

/// Takes the mean error that the rounding of weights makes off the bias: for output `c` it is `Σ
/// (quantized − real weight) · mean of the input that it multiplies`.
///
/// Source: "Data-Free Quantization Through Weight Equalization and Bias Correction" (Nagel et al.,
/// 2019), section 4.2, with measured means.
///
/// @param means of the channels of the input
record BiasCorrection(Layer layer, float[] real, double[] means) {

    float[] applied(float[] bias, byte[] integers, Quantizer[] quantizers) {
        double[] error = new double[layer.channels()];
        for (int i = 0; i < real.length; i++) {
            int channel = layer.channelOf(i);
            double difference =
                    quantizers[quantizers.length == 1 ? 0 : channel].real(integers[i]) - real[i];
            error[channel] += difference * means[inputOf(i, channel)];
        }
        float[] corrected = new float[layer.channels()];
        for (int i = 0; i < corrected.length; i++) {
            corrected[i] = (float) ((bias.length == 0 ? 0 : bias[i]) - error[i]);
        }
        return corrected;
    }

    /// {@return which channel of the input the weight at `index` multiplies}
    private int inputOf(int index, int channel) {
        if (!layer.isConvolution()) {
            return layer.axis() == 1
                    ? index / layer.channels()
                    : index % Math.toIntExact(layer.weights().dims().get(1));
        }
        int each = Math.toIntExact(layer.weights().dims().get(1));
        int kernel = layer.inner() / each;
        int groups = Math.toIntExact(layer.node().intAttribute("group", 1));
        int group = channel / (layer.channels() / groups);
        return group * each + index % layer.inner() / kernel;
    }
}
