package io.casemate.views.latency;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyScreenTest extends FxTest {

    @Test
    void chartsWhatTheDeploymentAnswers() {
        open(Fixtures.typical(), desk -> List.of(LatencyScreen.of(desk)));
        picture("latency-typical");

        assertTrue(isShown(texts.text("latency.chart.percentiles")));
    }

    @Test
    void saysWhenNothingIsHeardAnyMore() {
        open(Fixtures.typical(), desk -> List.of(LatencyScreen.of(desk)));

        now.update(time -> time.plusSeconds(10));
        settle();

        assertTrue(isShown(texts.text("latency.stale")));
    }

    @Test
    void saysThatThereIsNoTrafficYet() {
        open(Fixtures.empty(), desk -> List.of(LatencyScreen.of(desk)));
        picture("latency-empty");

        assertTrue(isShown(texts.text("latency.empty")));
    }
}
