package io.casemate.views.kit.tiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import io.casemate.views.kit.chart.AxisUnit;
import io.casemate.views.latency.LatencyScreen;
import io.casemate.views.shell.Theme;
import java.util.List;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

class MetricTileTest extends FxTest {
    private static final double UNHEARD = Double.NaN;

    private TrendTile trend(AxisUnit unit, double... values) {
        var tile = new TrendTile[1];
        onFx(() -> {
            tile[0] = new TrendTile("trend", "Trend", unit);
            tile[0].show(values);
        });
        return tile[0];
    }

    @Test
    void showsTheNewestHeardSecondInItsUnit() {
        TrendTile tile = trend(AxisUnit.MICROSECONDS, 900, 1_200, UNHEARD);

        assertEquals("Trend: 1.20 ms", tile.getAccessibleText());
        assertEquals(2, tile.tile().getChartData().size());
        assertEquals("ms", tile.tile().getUnit());
    }

    @Test
    void showsNoFigureBeforeAnythingWasHeard() {
        TrendTile tile = trend(AxisUnit.PER_SECOND, UNHEARD, UNHEARD);

        assertFalse(tile.tile().isValueVisible());
        assertEquals(List.of(), List.copyOf(tile.tile().getChartData()));
    }

    @Test
    void showsAShareInPercentAndNoneWhenItIsNotKnown() {
        var tile = new GaugeTile[1];
        onFx(() -> tile[0] = new GaugeTile("gauge", "Gauge"));

        onFx(() -> tile[0].show(0.374));
        assertEquals("Gauge: 37.4 %", tile[0].getAccessibleText());
        assertTrue(tile[0].tile().isValueVisible());

        onFx(() -> tile[0].show(UNHEARD));
        assertFalse(tile[0].tile().isValueVisible());
    }

    @Test
    void takesTheColoursOfTheThemeWhenItChanges() {
        open(Fixtures.typical(), desk -> List.of(LatencyScreen.of(desk)));
        TrendTile tile = robot.lookup("#latency-rate-now").queryAs(TrendTile.class);
        Color dark = tile.tile().getBackgroundColor();

        onFx(() -> appearance.use(Theme.LIGHT));
        settle();

        assertNotEquals(dark, tile.tile().getBackgroundColor());
        assertEquals(Color.WHITE, tile.tile().getBackgroundColor());
    }

    @Test
    void isDrawnInInter() {
        TrendTile tile = trend(AxisUnit.PER_SECOND, 1, 2);

        assertTrue(eu.hansolo.tilesfx.fonts.Fonts.latoRegular(12).getFamily().startsWith("Inter"));
        assertFalse(tile.tile().isAnimated());
    }
}
