package io.casemate.assets.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/// A perceptron of three layers, trained by stochastic gradient descent on the cross-entropy.
final class Classifier {
    private static final int FIRST = 384;
    private static final int SECOND = 256;
    private static final int ROUNDS = 5;
    private static final float FIRST_RATE = 0.01f;

    private final List<Layer> layers;

    Classifier(RandomGenerator random) {
        layers =
                List.of(
                        new Layer(Samples.FEATURES, FIRST, random),
                        new Layer(FIRST, SECOND, random),
                        new Layer(SECOND, Samples.CLASSES, random));
    }

    List<Layer> layers() {
        return layers;
    }

    void train(Samples samples) {
        for (int round = 0; round < ROUNDS; round++) {
            float rate = FIRST_RATE * (ROUNDS - round) / ROUNDS;
            for (int i = 0; i < samples.count(); i++) {
                int from = i * Samples.FEATURES;
                float[] in =
                        java.util.Arrays.copyOfRange(
                                samples.features(), from, from + Samples.FEATURES);
                step(in, samples.labels()[i], rate);
            }
        }
    }

    private void step(float[] in, int label, float rate) {
        float[] first = rectified(layers.get(0).forward(in));
        float[] second = rectified(layers.get(1).forward(first));
        float[] scores = layers.get(2).forward(second);
        float[] atScores = gradient(scores, label);
        float[] atSecond = masked(layers.get(2).backward(atScores), second);
        float[] atFirst = masked(layers.get(1).backward(atSecond), first);
        layers.get(2).learn(second, atScores, rate);
        layers.get(1).learn(first, atSecond, rate);
        layers.get(0).learn(in, atFirst, rate);
    }

    private static float[] rectified(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
        return values;
    }

    private static float[] masked(float[] gradient, float[] activation) {
        for (int i = 0; i < gradient.length; i++) {
            if (activation[i] <= 0) {
                gradient[i] = 0;
            }
        }
        return gradient;
    }

    /// {@return softmax of the scores, less 1 at the label}
    private static float[] gradient(float[] scores, int label) {
        float highest = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            highest = Math.max(highest, score);
        }
        double sum = 0;
        double[] powers = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            powers[i] = StrictMath.exp(scores[i] - highest);
            sum += powers[i];
        }
        float[] gradient = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            gradient[i] = (float) (powers[i] / sum) - (i == label ? 1 : 0);
        }
        return gradient;
    }
}
