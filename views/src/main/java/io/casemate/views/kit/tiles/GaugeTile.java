package io.casemate.views.kit.tiles;

import eu.hansolo.tilesfx.Tile;
import io.casemate.views.kit.Figures;

/// A share of something limited, such as memory, as a figure and an arc.
public final class GaugeTile extends MetricTile {
    private static final double PERCENT = 100;

    public GaugeTile(String id, String title) {
        super(id, title, Tile.SkinType.BAR_GAUGE);
        tile().setMinValue(0);
        tile().setMaxValue(PERCENT);
        tile().setDecimals(1);
        tile().setUnit("%");
        tile().setTextVisible(false);
        tile().setThresholdVisible(false);
    }

    /// @param share 0 to 1; [Double#NaN] when it is not known
    public void show(double share) {
        boolean isKnown = Double.isFinite(share);
        tile().setValueVisible(isKnown);
        tile().setUnit(isKnown ? "%" : "");
        tile().setValue(isKnown ? share * PERCENT : 0);
        say(isKnown ? Figures.share(share).toString() : "");
    }
}
