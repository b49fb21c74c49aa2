package io.casemate.engine.telemetry;

import static io.casemate.engine.telemetry.SecondsFixture.SERIES;
import static io.casemate.engine.telemetry.SecondsFixture.latencies;
import static io.casemate.engine.telemetry.SecondsFixture.percentileMicros;
import static io.casemate.engine.telemetry.SecondsFixture.second;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveLatenciesTest {
    private static final long START = 1_700_000_000L;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(START), ZoneOffset.UTC);
    private static final double THREE_DIGITS = 1e-3;

    private final LiveLatencies latencies = new LiveLatencies(CLOCK, new ManualTicks());

    @AfterEach
    void close() {
        latencies.close();
    }

    @Test
    void mergesTheLastMinuteExactly() {
        var random = new SplittableRandom(7);
        List<long[]> seconds = new ArrayList<>();
        for (int i = 90; i >= 1; i--) {
            long[] nanos = latencies(random, 20 + i);
            seconds.add(nanos);
            latencies.record(second(START - i, 0, nanos));
        }

        Percentiles minute = view().lastMinute();

        long[] last60 = seconds.subList(30, 90).stream().flatMapToLong(Arrays::stream).toArray();
        assertEquals(last60.length, minute.count());
        assertNear(percentileMicros(last60, 50), minute.p50());
        assertNear(percentileMicros(last60, 95), minute.p95());
        assertNear(percentileMicros(last60, 99), minute.p99());
        assertNear(percentileMicros(last60, 100), minute.max());
        assertNear(LongStream.of(last60).average().orElseThrow() / 1000, minute.mean());
    }

    @Test
    void mergesTwoReportsOfOneSecondInEitherOrder() {
        latencies.record(second(START - 2, 0, 1_000_000));
        latencies.record(second(START - 1, 0, 5_000_000));
        latencies.record(second(START - 2, 1, 3_000_000));

        LatencyPoint merged = view().points().getFirst();

        assertEquals(START - 2, merged.epochSecond());
        assertEquals(2, merged.requests());
        assertEquals(1, merged.errors());
        assertNear(3_000, merged.total().max());
        assertNear(1_000, merged.total().p50());
    }

    @Test
    void marksSecondsThatWereNotHeardAsGaps() {
        latencies.record(second(START - 9, 0, 1_000_000));
        latencies.record(second(START - 6, 0, 1_000_000));

        List<Boolean> gaps = view().points().stream().map(LatencyPoint::isGap).toList();

        assertEquals(List.of(false, true, true, false, true, true, true, true), gaps);
    }

    @Test
    void acceptsASecondThatCameLateAndShowsItInItsPlace() {
        latencies.record(second(START - 1, 0, 1_000_000));
        latencies.record(second(START - 3, 0, 1_000_000, 1_000_000));

        List<Long> requests = view().points().stream().map(LatencyPoint::requests).toList();

        assertEquals(List.of(2L, 0L, 1L), requests);
    }

    @Test
    void leavesOutASecondFromAClockFarAhead() {
        latencies.record(second(START - 1, 0, 1_000_000));
        latencies.record(second(START + 3600, 0, 1_000_000));

        assertEquals(1, view().requestsInAll());
    }

    @Test
    void showsFiveMinutesAtMost() {
        for (long at = START - 4000; at < START; at++) {
            latencies.record(second(at, 0, 1_000_000));
        }

        LatencyView view = view();

        assertEquals(300, view.points().size());
        assertEquals(60, view.lastMinute().count());
        assertEquals(1, view.requestsPerSecond());
        assertEquals(4000, view.requestsInAll());
    }

    @Test
    void sharesErrorsOverTheLastMinute() {
        latencies.record(second(START - 2, 1, 1_000_000, 1_000_000));
        latencies.record(second(START - 1, 0, 1_000_000, 1_000_000));

        assertEquals(0.25, view().errorShare());
    }

    @Test
    void publishesManyReportsAtOnceAndOnlyWhenTheSecondTicks() {
        var ticks = new ManualTicks();
        List<Map<SeriesId, LatencyView>> seen = new ArrayList<>();
        try (var manual = new LiveLatencies(CLOCK, ticks);
                var _ = manual.live().subscribe(seen::add)) {
            for (int i = 0; i < 1000; i++) {
                manual.record(second(START, 0, 1_000_000));
            }
            int beforeTheTick = seen.size();

            ticks.tick();

            assertEquals(1, beforeTheTick);
            assertEquals(2, seen.size());
            assertEquals(1000, seen.getLast().get(SERIES).requestsInAll());
        }
    }

    @Test
    void forgetsASeries() {
        latencies.record(second(START - 1, 0, 1_000_000));

        latencies.forget(SERIES);

        assertEquals(Set.of(), latencies.live().latest().keySet());
    }

    private LatencyView view() {
        latencies.publish();
        return latencies.live().latest().get(SERIES);
    }

    private static void assertNear(double expected, double actual) {
        assertEquals(expected, actual, expected * THREE_DIGITS);
    }

    /// Runs what was scheduled when it is told to.
    private static final class ManualTicks extends ScheduledThreadPoolExecutor {
        private Runnable scheduled = () -> {};

        ManualTicks() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(
                Runnable work, long delay, long period, TimeUnit unit) {
            scheduled = work;
            return super.schedule(() -> {}, 0, unit);
        }

        void tick() {
            scheduled.run();
        }
    }
}
