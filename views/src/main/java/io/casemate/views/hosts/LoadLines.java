package io.casemate.views.hosts;

import io.casemate.engine.fleet.Host;
import io.casemate.engine.fleet.HostLoad;
import io.casemate.views.kit.chart.ChartData;
import io.casemate.views.kit.chart.ChartLine;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The load of a host as lines of a chart, one value a second.
final class LoadLines {
    private static final int SECONDS = 300;
    private static final int REACH = 3;

    private LoadLines() {}

    /// {@return the share of the processor in use, 0 to 1; [Double#NaN] while nothing is heard}
    static double cpu(Host host) {
        return host.load().map(HostLoad::cpu).orElse(Double.NaN);
    }

    /// {@return the share of the memory in use, 0 to 1; [Double#NaN] while nothing is heard}
    static double memoryShare(Host host) {
        return host.load().map(load -> memoryShare(host, load)).orElse(Double.NaN);
    }

    static double memoryShare(Host host, HostLoad load) {
        return (double) load.memoryUsed().count() / Math.max(1, host.hardware().memory().count());
    }

    /// {@return the last minutes up to `now`; a measurement holds for the three seconds after it,
    /// longer silence is a gap}
    static ChartData of(Host host, Instant now, String name, ToDoubleFunction<HostLoad> value) {
        var values = new double[SECONDS];
        Arrays.fill(values, Double.NaN);
        long end = now.getEpochSecond();
        for (HostLoad load : host.history()) {
            int at = (int) (SECONDS - 1 - (end - load.measured().getEpochSecond()));
            for (int i = Math.max(0, at); i < Math.min(SECONDS, at + REACH); i++) {
                values[i] = value.applyAsDouble(load);
            }
        }
        return new ChartData(end, SECONDS, List.of(new ChartLine(name, 1, true, values)));
    }
}
