package io.casemate.views.kit.tiles;

import eu.hansolo.tilesfx.Tile;
import eu.hansolo.tilesfx.chart.ChartData;
import io.casemate.views.kit.chart.AxisUnit;
import java.util.Arrays;
import javafx.scene.paint.Stop;

/// The newest figure over a curve of the seconds before it. Seconds in which nothing was heard are
/// left out; a [io.casemate.views.kit.chart.StreamChart] shows them as gaps.
public final class TrendTile extends MetricTile {
    private static final int LEAST_POINTS = 2;
    private static final double TOP_OPACITY = 0.28;
    private static final double BOTTOM_OPACITY = 0.06;

    private final AxisUnit unit;

    /// @param title says what is counted a second where `unit` is a rate
    public TrendTile(String id, String title, AxisUnit unit) {
        super(id, title, Tile.SkinType.SMOOTH_AREA_CHART);
        this.unit = unit;
        tile().setChartType(Tile.ChartType.AREA);
        tile().setSmoothing(false);
        tile().setDataPointsVisible(false);
        tile().setFillWithGradient(true);
    }

    @Override
    void paint(TileColours colours) {
        super.paint(colours);
        tile().setGradientStops(
                        new Stop(0, colours.line().deriveColor(0, 1, 1, TOP_OPACITY)),
                        new Stop(1, colours.line().deriveColor(0, 1, 1, BOTTOM_OPACITY)));
    }

    /// @param values one a second, oldest first, 0 or more; [Double#NaN] where nothing was heard
    public void show(double[] values) {
        double[] heard = Arrays.stream(values).filter(Double::isFinite).toArray();
        boolean isKnown = heard.length >= LEAST_POINTS;
        tile().setValueVisible(isKnown);
        if (!isKnown) {
            tile().setUnit("");
            tile().clearChartData();
            say("");
            return;
        }
        double newest = heard[heard.length - 1];
        AxisUnit.Scaled form = unit.in(newest);
        tile().setUnit(withoutFraction(form.symbol()));
        tile().setDecimals(form.decimals(newest));
        tile().setChartData(
                        Arrays.stream(heard)
                                .mapToObj(value -> new ChartData(value / form.factor()))
                                .toList());
        say(form.format(newest));
    }

    /// TilesFX would draw a unit such as `k/s` as a fraction.
    private static String withoutFraction(String symbol) {
        return symbol.replace("/s", "");
    }
}
