package io.casemate.views.kit.chart;

import java.util.ArrayList;
import java.util.List;

/// A value axis from 0 to a round number, in steps of 1, 2 or 5 times a power of ten.
///
/// @param top value at the upper end, at least the largest value shown
/// @param step distance of two grid lines
record NiceScale(double top, double step) {
    private static final double[] MANTISSAS = {1, 2, 5, 10};

    NiceScale {
        if (!(step > 0) || !(top >= step)) {
            throw new IllegalArgumentException("step and top are no scale: " + step + ", " + top);
        }
    }

    /// {@return a scale that covers `highest` with at most `steps` steps}
    static NiceScale covering(double highest, int steps) {
        double wanted = highest > 0 && Double.isFinite(highest) ? highest / steps : 1.0 / steps;
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        double step = power * mantissa(wanted / power);
        double count = Math.max(1, Math.ceil(highest / step - 1e-9));
        return new NiceScale(step * count, step);
    }

    private static double mantissa(double wanted) {
        for (double mantissa : MANTISSAS) {
            if (wanted <= mantissa * (1 + 1e-9)) {
                return mantissa;
            }
        }
        return 10;
    }

    /// {@return the values of the grid lines, 0 and `top` included, ascending}
    List<Double> ticks() {
        var ticks = new ArrayList<Double>();
        long count = Math.round(top / step);
        for (long i = 0; i <= count; i++) {
            ticks.add(i * step);
        }
        return List.copyOf(ticks);
    }
}
