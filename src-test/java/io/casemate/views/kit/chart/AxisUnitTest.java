package io.casemate.views.kit.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisUnitTest {

    @ParameterizedTest
    @CsvSource({
        "MICROSECONDS, 12.34, 12.3 µs",
        "MICROSECONDS, 999, 999 µs",
        "MICROSECONDS, 1234, 1.23 ms",
        "MICROSECONDS, 2500000, 2.50 s",
        "PER_SECOND, 6312, 6312 /s",
        "PER_SECOND, 63120, 63.1 k/s",
        "SHARE, 0.0012, 0.12 %",
        "SHARE, 0, 0 %"
    })
    void writesThreeDigitsAndAUnit(AxisUnit unit, double value, String text) {
        assertEquals(text, unit.format(value));
    }

    @ParameterizedTest
    @CsvSource({"1500, 500, 1.5", "2000, 1000, 2", "0.5, 0.1, 0.0005"})
    void writesTicksWithTheDecimalsOfTheirStep(double value, double step, String text) {
        assertEquals(text, new AxisUnit.Scaled(1000, "ms").tick(value, step));
    }
}
