package io.casemate.engine.tensors;

/// Adds up how numbers differ from the ones they should be, over any number of tensors.
///
/// Elements that are the same infinity or NaN in both are left out; one that is finite in only one
/// of them makes the whole worthless.
public final class ErrorTally {
    /// No difference at all.
    public static final double NO_DIFFERENCE_DB = 999;

    /// Not comparable: other counts, or values that are not finite in one of them only.
    public static final double WORTHLESS_DB = -999;

    private double signal;
    private double noise;
    private double dot;
    private double actualSquares;
    private double maxAbs;
    private long compared;
    private long unlike;

    /// @param expected as many as `actual`
    public void add(double[] expected, double[] actual) {
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
        actualSquares += actual * actual;
        maxAbs = Math.max(maxAbs, Math.abs(difference));
        compared++;
    }

    /// Notes tensors that cannot be compared at all.
    public void addUnlike() {
        unlike++;
    }

    /// {@return whether there was a finite element to compare}
    public boolean isMeasured() {
        return compared > 0 || unlike > 0;
    }

    /// {@return 10·log10(Σ expected² / Σ (expected − actual)²)}
    public double snrDb() {
        if (unlike > 0) {
            return WORTHLESS_DB;
        }
        return noise == 0
                ? NO_DIFFERENCE_DB
                : Math.clamp(10 * Math.log10(signal / noise), WORTHLESS_DB, NO_DIFFERENCE_DB);
    }

    /// {@return cosine similarity, -1 to 1}
    public double cosine() {
        double lengths = Math.sqrt(signal) * Math.sqrt(actualSquares);
        if (unlike > 0) {
            return 0;
        }
        return noise == 0 ? 1 : lengths == 0 ? 0 : Math.clamp(dot / lengths, -1, 1);
    }

    /// {@return largest absolute difference of one element}
    public double maxAbs() {
        return maxAbs;
    }
}
