package io.casemate.views.structure;

import io.casemate.engine.units.Bytes;
import io.casemate.views.kit.Figures;

/// Operations and bytes as people read them.
final class Amounts {
    private static final double KILO = 1e3;
    private static final String[] UNITS = {"OP", "kOP", "MOP", "GOP", "TOP", "POP"};

    private Amounts() {}

    static String flops(long count) {
        double value = count;
        int unit = 0;
        while (value >= KILO && unit < UNITS.length - 1) {
            value /= KILO;
            unit++;
        }
        return (unit == 0 ? Figures.count(count) : Figures.number(value)) + " " + UNITS[unit];
    }

    static String bytes(long count) {
        return new Bytes(count).toString();
    }
}
