package io.casemate.views.kit.chart;

import java.util.Arrays;

/// One line of a chart.
///
/// @param name as the legend shows it
/// @param colour which of the chart colours of the theme, 1 to 6
/// @param filled whether the area under it is tinted
/// @param values one a second, oldest first; [Double#NaN] where nothing was heard
public record ChartLine(String name, int colour, boolean filled, double[] values) {
    static final int COLOURS = 6;

    public ChartLine {
        if (colour < 1 || colour > COLOURS) {
            throw new IllegalArgumentException("colour is not 1 to 6: " + colour);
        }
        values = values.clone();
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    int size() {
        return values.length;
    }

    /// {@return the value `back` seconds before the newest; [Double#NaN] if there is none}
    double valueBefore(int back) {
        int index = values.length - 1 - back;
        return index < 0 || index >= values.length ? Double.NaN : values[index];
    }

    double highest() {
        return Arrays.stream(values).filter(Double::isFinite).max().orElse(Double.NaN);
    }

    double lowest() {
        return Arrays.stream(values).filter(Double::isFinite).min().orElse(Double.NaN);
    }
}
