package io.casemate.views.kit.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NiceScaleTest {

    @ParameterizedTest
    @CsvSource({"4, 4, 1", "37, 40, 10", "0.93, 1, 0.5", "1234, 1500, 500", "100, 100, 50"})
    void endsAtARoundNumber(double highest, double top, double step) {
        NiceScale scale = NiceScale.covering(highest, 4);

        assertEquals(top, scale.top(), top * 1e-9);
        assertEquals(step, scale.step(), step * 1e-9);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.003, 0.7, 1, 9.99, 10.01, 12_345, 7.7e11})
    void coversTheDataWithAtMostFourSteps(double highest) {
        NiceScale scale = NiceScale.covering(highest, 4);

        assertTrue(scale.top() >= highest * (1 - 1e-9), scale.toString());
        assertTrue(scale.ticks().size() <= 5, scale.toString());
    }

    @Test
    void hasAnAxisEvenWithoutData() {
        assertEquals(0.0, NiceScale.covering(0, 4).ticks().getFirst());
        assertEquals(List.of(0.0, 0.5, 1.0), new NiceScale(1, 0.5).ticks());
    }
}
