package io.casemate.engine.quantize;

import io.casemate.engine.models.Differences.OutputError;

/// Adds up how one output of a variant differs from its parent's.
///
/// Elements that are the same infinity or NaN in both are left out; one that is finite in only one
/// of them makes the output worthless.
final class OutputTally {
    static final double NO_DIFFERENCE_DB = 999;
    static final double WORTHLESS_DB = -999;

    private final String output;
    private double signal;
    private double noise;
    private double dot;
    private double variantSquares;
    private double maxAbs;
    private long compared;
    private long unlike;

    OutputTally(String output) {
        this.output = output;
    }

    void add(double[] expected, double[] actual) {
        for (int i = 0; i < expected.length; i++) {
            if (Double.isFinite(expected[i]) && Double.isFinite(actual[i])) {
                addPair(expected[i], actual[i]);
            } else if (Double.compare(expected[i], actual[i]) != 0) {
                unlike++;
            }
        }
    }

    private void addPair(double expected, double actual) {
        double difference = expected - actual;
        signal += expected * expected;
        noise += difference * difference;
        dot += expected * actual;
        variantSquares += actual * actual;
        maxAbs = Math.max(maxAbs, Math.abs(difference));
        compared++;
    }

    /// {@return whether there was a finite element to compare}
    boolean isMeasured() {
        return compared > 0 || unlike > 0;
    }

    OutputError error() {
        return new OutputError(output, snrDb(), cosine(), maxAbs);
    }

    private double snrDb() {
        if (unlike > 0) {
            return WORTHLESS_DB;
        }
        return noise == 0
                ? NO_DIFFERENCE_DB
                : Math.clamp(10 * Math.log10(signal / noise), WORTHLESS_DB, NO_DIFFERENCE_DB);
    }

    private double cosine() {
        double lengths = Math.sqrt(signal) * Math.sqrt(variantSquares);
        if (unlike > 0) {
            return 0;
        }
        return noise == 0 ? 1 : lengths == 0 ? 0 : Math.clamp(dot / lengths, -1, 1);
    }
}
