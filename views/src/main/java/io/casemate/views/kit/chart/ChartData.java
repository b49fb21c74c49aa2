package io.casemate.views.kit.chart;

import java.util.List;

/// What a [StreamChart] shows: a snapshot.
///
/// @param end second of the newest value of every line, Unix time
/// @param seconds width of the time axis
public record ChartData(long end, int seconds, List<ChartLine> lines) {
    public ChartData {
        if (seconds < 1) {
            throw new IllegalArgumentException("seconds is less than 1: " + seconds);
        }
        lines = List.copyOf(lines);
    }

    /// {@return the largest value within the time axis; 0 when there is none}
    double highest() {
        double highest = 0;
        for (ChartLine line : lines) {
            for (int back = 0; back < seconds; back++) {
                double value = line.valueBefore(back);
                highest = value > highest ? value : highest;
            }
        }
        return highest;
    }
}
