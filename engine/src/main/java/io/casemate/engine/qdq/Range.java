package io.casemate.engine.qdq;

/// The smallest and the largest value of a tensor that are told apart.
record Range(double low, double high) {

    Range and(Range other) {
        return new Range(Math.min(low, other.low), Math.max(high, other.high));
    }

    boolean isFinite() {
        return Double.isFinite(low) && Double.isFinite(high);
    }
}
