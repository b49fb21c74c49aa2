package io.casemate.assets.demo;

import java.util.random.RandomGenerator;

/// Labelled points. Each class is three clouds in a space of few dimensions that overlap with the
/// clouds of other classes; a fixed bent projection spreads them over the features.
///
/// @param features `[count, FEATURES]`, row-major
/// @param labels one class a sample
record Samples(float[] features, int[] labels) {
    static final int FEATURES = 64;
    static final int CLASSES = 10;
    private static final int HIDDEN = 8;
    private static final int CLOUDS = 3;
    private static final double CLOUD_WIDTH = 0.42;
    private static final double NOISE = 0.1;

    int count() {
        return labels.length;
    }

    /// {@return the samples from `from` on, up to `to`}
    Samples part(int from, int to) {
        return new Samples(
                java.util.Arrays.copyOfRange(features, from * FEATURES, to * FEATURES),
                java.util.Arrays.copyOfRange(labels, from, to));
    }

    static Samples make(int count, RandomGenerator random) {
        double[] centres = gaussians(CLASSES * CLOUDS * HIDDEN, random);
        double[] projection = gaussians(HIDDEN * FEATURES, random);
        float[] features = new float[count * FEATURES];
        int[] labels = new int[count];
        double[] point = new double[HIDDEN];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(CLASSES);
            int cloud = labels[i] * CLOUDS + random.nextInt(CLOUDS);
            for (int h = 0; h < HIDDEN; h++) {
                point[h] = centres[cloud * HIDDEN + h] + CLOUD_WIDTH * random.nextGaussian();
            }
            project(point, projection, features, i * FEATURES, random);
        }
        return new Samples(features, labels);
    }

    private static void project(
            double[] point, double[] projection, float[] to, int at, RandomGenerator random) {
        for (int f = 0; f < FEATURES; f++) {
            double sum = 0;
            for (int h = 0; h < HIDDEN; h++) {
                sum += point[h] * projection[h * FEATURES + f];
            }
            to[at + f] = (float) (StrictMath.tanh(sum / 2) + NOISE * random.nextGaussian());
        }
    }

    private static double[] gaussians(int count, RandomGenerator random) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
