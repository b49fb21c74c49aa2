package io.casemate.views.latency;

import io.casemate.engine.telemetry.LatencyPoint;
import io.casemate.engine.telemetry.LatencyView;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.chart.ChartData;
import io.casemate.views.kit.chart.ChartLine;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Turns a latency view into the lines of the screen's charts. A second without word, or without
/// requests where a latency is asked for, is a gap and not 0.
record LatencyCharts(Texts texts) {
    static final int WINDOW = 300;
    private static final int TILE_WINDOW = 60;
    private static final int BLUE = 1;
    private static final int GREEN = 2;
    private static final int AMBER = 3;
    private static final int CORAL = 6;

    ChartData percentiles(LatencyView view) {
        return data(
                view,
                line("latency.p50", BLUE, view, latency(point -> point.total().p50())),
                line("latency.p95", AMBER, view, latency(point -> point.total().p95())),
                line("latency.p99", CORAL, view, latency(point -> point.total().p99())));
    }

    ChartData throughput(LatencyView view) {
        return data(
                view,
                line("latency.requests", BLUE, view, heard(LatencyPoint::requests)),
                line("latency.errors", CORAL, view, heard(LatencyPoint::errors)));
    }

    ChartData split(LatencyView view) {
        return data(
                view,
                line("latency.queue", AMBER, view, latency(point -> point.queue().p50())),
                line("latency.compute", GREEN, view, latency(point -> point.compute().p50())));
    }

    /// {@return requests of each of the last seconds that a tile shows}
    double[] lastRates(LatencyView view) {
        return last(view, heard(LatencyPoint::requests));
    }

    /// {@return p99 in microseconds of each of the last seconds that a tile shows}
    double[] lastP99(LatencyView view) {
        return last(view, latency(point -> point.total().p99()));
    }

    private static double[] last(LatencyView view, ToDoubleFunction<LatencyPoint> value) {
        return view.points().stream()
                .skip(Math.max(0, view.points().size() - TILE_WINDOW))
                .mapToDouble(value)
                .toArray();
    }

    private static ChartData data(LatencyView view, ChartLine... lines) {
        long end = view.points().isEmpty() ? 0 : view.points().getLast().epochSecond();
        return new ChartData(end, WINDOW, List.of(lines));
    }

    private ChartLine line(
            String key, int colour, LatencyView view, ToDoubleFunction<LatencyPoint> value) {
        double[] values = view.points().stream().mapToDouble(value).toArray();
        return new ChartLine(texts.text(key), colour, colour == BLUE, values);
    }

    private static ToDoubleFunction<LatencyPoint> heard(ToDoubleFunction<LatencyPoint> value) {
        return point -> point.isGap() ? Double.NaN : value.applyAsDouble(point);
    }

    private static ToDoubleFunction<LatencyPoint> latency(ToDoubleFunction<LatencyPoint> value) {
        return point ->
                point.isGap() || point.requests() == 0 ? Double.NaN : value.applyAsDouble(point);
    }
}
