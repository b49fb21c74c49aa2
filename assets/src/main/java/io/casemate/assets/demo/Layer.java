package io.casemate.assets.demo;

import java.util.random.RandomGenerator;

/// A fully connected layer in training. Sums run in a fixed order, so that the same seed gives the
/// same weights on every machine.
final class Layer {
    private static final int LANES = 8;

    private final int inputs;
    private final int outputs;
    private final float[] weights;
    private final float[] bias;

    Layer(int inputs, int outputs, RandomGenerator random) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.weights = new float[inputs * outputs];
        this.bias = new float[outputs];
        double spread = StrictMath.sqrt(2.0 / inputs);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (spread * random.nextGaussian());
        }
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return outputs;
    }

    /// {@return `[inputs, outputs]`, row-major}
    float[] weights() {
        return weights;
    }

    float[] bias() {
        return bias;
    }

    float[] forward(float[] in) {
        float[] out = bias.clone();
        for (int i = 0; i < inputs; i++) {
            float value = in[i];
            if (value != 0) {
                addRow(out, value, i * outputs);
            }
        }
        return out;
    }

    private void addRow(float[] out, float factor, int row) {
        for (int o = 0; o < outputs; o++) {
            out[o] += factor * weights[row + o];
        }
    }

    /// {@return the gradient at the input}
    float[] backward(float[] gradient) {
        float[] back = new float[inputs];
        for (int i = 0; i < inputs; i++) {
            back[i] = dot(gradient, i * outputs);
        }
        return back;
    }

    private float dot(float[] gradient, int row) {
        float[] sums = new float[LANES];
        int whole = outputs - outputs % LANES;
        for (int o = 0; o < whole; o += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                sums[lane] += gradient[o + lane] * weights[row + o + lane];
            }
        }
        float sum = 0;
        for (int o = whole; o < outputs; o++) {
            sum += gradient[o] * weights[row + o];
        }
        for (float part : sums) {
            sum += part;
        }
        return sum;
    }

    void learn(float[] in, float[] gradient, float rate) {
        for (int i = 0; i < inputs; i++) {
            if (in[i] != 0) {
                float step = -rate * in[i];
                int row = i * outputs;
                for (int o = 0; o < outputs; o++) {
                    weights[row + o] += step * gradient[o];
                }
            }
        }
        for (int o = 0; o < outputs; o++) {
            bias[o] -= rate * gradient[o];
        }
    }
}
