package io.casemate.views.kit.chart;

import io.casemate.views.kit.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a chart says in words.
///
/// @param texts has the keys `chart.*`
record ChartWords(String title, AxisUnit unit, Texts texts) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int MINUTE = 60;
    private static final int SHORT = 120;
    private static final int SHORT_STEP = 15;

    String nothingHeard() {
        return text("chart.empty");
    }

    String value(double value) {
        return Double.isNaN(value) ? text("chart.gap") : unit.format(value);
    }

    /// {@return the time of day, and how long before the newest value it was}
    String time(ChartData data, int secondsBefore) {
        String clock =
                CLOCK.format(
                        Instant.ofEpochSecond(data.end() - secondsBefore)
                                .atZone(ZoneId.systemDefault()));
        return text("chart.time", clock, ago(secondsBefore));
    }

    /// {@return labels for a time axis of that length, oldest first}
    List<TimeTick> times(int seconds) {
        int step = seconds > SHORT ? MINUTE : SHORT_STEP;
        var ticks = new ArrayList<TimeTick>();
        for (int before = seconds / step * step; before >= 0; before -= step) {
            ticks.add(new TimeTick(Math.min(before, Math.max(0, seconds - 1)), ago(before)));
        }
        return List.copyOf(ticks);
    }

    String summary(ChartData data) {
        return data.lines().stream()
                .map(this::summary)
                .collect(Collectors.joining("\n", title + "\n", ""));
    }

    private String summary(ChartLine line) {
        return Double.isNaN(line.highest())
                ? text("chart.summary.empty", line.name())
                : text(
                        "chart.summary",
                        line.name(),
                        value(line.valueBefore(0)),
                        value(line.lowest()),
                        value(line.highest()));
    }

    private String ago(int seconds) {
        if (seconds == 0) {
            return text("chart.now");
        }
        return seconds % MINUTE == 0
                ? text("chart.minutes", seconds / MINUTE)
                : text("chart.seconds", seconds);
    }

    private String text(String key, Object... arguments) {
        return texts.text(key, arguments);
    }
}
