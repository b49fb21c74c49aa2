package io.casemate.engine.telemetry;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/// The buckets of a histogram that are in use. A histogram of one second fills some dozen of its
/// ten thousand buckets; this keeps those alone and loses nothing: added to a histogram of the same
/// precision they land in the same buckets.
final class SparseCounts {
    static final SparseCounts EMPTY = new SparseCounts(new long[0], new long[0]);

    private final long[] values;
    private final long[] counts;

    private SparseCounts(long[] values, long[] counts) {
        this.values = values;
        this.counts = counts;
    }

    static SparseCounts of(Histogram histogram) {
        int used = 0;
        for (HistogramIterationValue _ : histogram.recordedValues()) {
            used++;
        }
        long[] values = new long[used];
        long[] counts = new long[used];
        int next = 0;
        for (HistogramIterationValue bucket : histogram.recordedValues()) {
            values[next] = bucket.getValueIteratedTo();
            counts[next++] = bucket.getCountAtValueIteratedTo();
        }
        return new SparseCounts(values, counts);
    }

    /// Adds these counts to `sum`, which must resize itself.
    void addTo(Histogram sum) {
        for (int i = 0; i < values.length; i++) {
            sum.recordValueWithCount(values[i], counts[i]);
        }
    }
}
