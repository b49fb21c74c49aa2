package io.casemate.engine.telemetry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// One hour of one series, in a ring of seconds. Confined to the lock of [LiveLatencies].
final class Series {
    static final int HOUR = 3600;
    static final int MINUTE = 60;
    private static final int SHOWN = 300;
    private static final int RATE = 10;

    /// Silence this short is an agent whose second is still on its way.
    private static final int PATIENCE = 2;

    private static final int DIGITS = 3;

    private final SeriesId id;
    private final @Nullable Entry[] ring = new @Nullable Entry[HOUR];
    private final Histogram sum = new Histogram(DIGITS);
    private long oldest;
    private long newest;
    private long requestsInAll;
    private long errorsInAll;
    private Instant updated;

    Series(SeriesId id, long first, Instant now) {
        this.id = id;
        this.oldest = first;
        this.newest = first;
        this.updated = now;
    }

    /// Adds what was measured; what came for the same second before is merged with it.
    ///
    /// @return whether it could be added: a second that is an hour old, or one that is over a
    ///   minute old and was heard before, cannot
    boolean add(Second second, Instant now) {
        long at = second.epochSecond();
        if (at <= newest - HOUR) {
            return false;
        }
        Entry before = find(at);
        if (before != null && before.histograms == null) {
            return false;
        }
        ring[slot(at)] = before == null ? Entry.of(second) : before.merged(second);
        oldest = Math.min(oldest, at);
        newest = Math.max(newest, at);
        requestsInAll += second.requests();
        errorsInAll += second.errors();
        updated = now;
        dropOldHistograms();
        return true;
    }

    LatencyView view(long nowSecond) {
        long end = Math.max(newest, nowSecond - PATIENCE);
        return new LatencyView(
                id,
                points(end),
                merged(end, Histograms::total),
                merged(end, Histograms::queue),
                merged(end, Histograms::compute),
                requestsPerSecond(end),
                errorShare(end),
                requestsInAll,
                errorsInAll,
                updated);
    }

    private List<LatencyPoint> points(long end) {
        long start = Math.max(oldest, end - SHOWN + 1);
        List<LatencyPoint> points = new ArrayList<>();
        for (long at = start; at <= end; at++) {
            Entry entry = find(at);
            points.add(entry == null ? gap(at) : entry.point);
        }
        return points;
    }

    private Percentiles merged(long end, Function<Histograms, SparseCounts> part) {
        sum.reset();
        for (long at = end - MINUTE + 1; at <= end; at++) {
            Entry entry = find(at);
            if (entry != null && entry.histograms != null) {
                part.apply(entry.histograms).addTo(sum);
            }
        }
        return Percentiles.of(sum);
    }

    private double requestsPerSecond(long end) {
        long requests = 0;
        for (long at = end - RATE + 1; at <= end; at++) {
            Entry entry = find(at);
            requests += entry == null ? 0 : entry.point.requests();
        }
        return requests / (double) Math.clamp(end - oldest + 1, 1, RATE);
    }

    private double errorShare(long end) {
        long requests = 0;
        long errors = 0;
        for (long at = end - MINUTE + 1; at <= end; at++) {
            Entry entry = find(at);
            if (entry != null) {
                requests += entry.point.requests();
                errors += entry.point.errors();
            }
        }
        return requests == 0 ? 0 : errors / (double) requests;
    }

    private void dropOldHistograms() {
        for (int i = 0; i < HOUR; i++) {
            Entry entry = ring[i];
            if (entry != null
                    && entry.histograms != null
                    && entry.point.epochSecond() <= newest - MINUTE) {
                ring[i] = new Entry(entry.point, null);
            }
        }
    }

    private @Nullable Entry find(long at) {
        Entry entry = ring[slot(at)];
        return entry != null && entry.point.epochSecond() == at ? entry : null;
    }

    private static int slot(long at) {
        return Math.floorMod(at, HOUR);
    }

    private static LatencyPoint gap(long at) {
        return new LatencyPoint(
                at, true, 0, 0, Percentiles.NONE, Percentiles.NONE, Percentiles.NONE);
    }

    private record Histograms(SparseCounts total, SparseCounts queue, SparseCounts compute) {}

    /// @param histograms kept for a minute, for exact merges
    private record Entry(LatencyPoint point, @Nullable Histograms histograms) {

        static Entry of(Second second) {
            return new Entry(
                    new LatencyPoint(
                            second.epochSecond(),
                            false,
                            second.requests(),
                            second.errors(),
                            Percentiles.of(second.total()),
                            Percentiles.of(second.queue()),
                            Percentiles.of(second.compute())),
                    new Histograms(
                            SparseCounts.of(second.total()),
                            SparseCounts.of(second.queue()),
                            SparseCounts.of(second.compute())));
        }

        Entry merged(Second later) {
            Histograms mine = Objects.requireNonNull(histograms);
            return of(
                    new Second(
                            later.series(),
                            later.epochSecond(),
                            point.requests() + later.requests(),
                            point.errors() + later.errors(),
                            sum(mine.total(), later.total()),
                            sum(mine.queue(), later.queue()),
                            sum(mine.compute(), later.compute())));
        }

        private static Histogram sum(SparseCounts one, Histogram other) {
            Histogram sum = new Histogram(DIGITS);
            one.addTo(sum);
            sum.add(other);
            return sum;
        }
    }
}
