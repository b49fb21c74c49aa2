package io.casemate.views.optimize;

import java.util.List;

/// Errors in six steps of 5 dB, from what nobody will notice to what wrecks a model. The themes
/// have a colour for each whose lightness falls or rises steadily, so that the order is seen
/// without telling hues apart; the figures stand in the cells besides.
final class HeatScale {
    /// Least dB of each step but the last.
    private static final List<Integer> LEAST = List.of(40, 35, 30, 25, 20);

    private HeatScale() {}

    /// {@return the style class of `decibels`}
    static String styleClass(double decibels) {
        return styleClass(step(decibels));
    }

    static String styleClass(int step) {
        return "heat-" + step;
    }

    /// {@return 1 for the least error, 6 for the most}
    static int step(double decibels) {
        int step = 0;
        while (step < LEAST.size() && decibels < LEAST.get(step)) {
            step++;
        }
        return step + 1;
    }

    /// {@return how many steps there are}
    static int steps() {
        return LEAST.size() + 1;
    }

    /// {@return what the step stands for, such as `35 dB`}
    static String words(int step) {
        return step <= LEAST.size() ? "≥ " + LEAST.get(step - 1) : "< " + LEAST.getLast();
    }
}
