package io.casemate.views.kit.tiles;

import eu.hansolo.tilesfx.Tile;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// One figure that people read from across the room, drawn by TilesFX. Never animated: an animation
/// would keep the processor busy on a screen that is left open for days.
public abstract sealed class MetricTile extends Region permits TrendTile, GaugeTile {
    private static final double LEAST_WIDTH = 220;
    private static final double HEIGHT = 168;

    private final Tile tile;

    MetricTile(String id, String title, Tile.SkinType skin) {
        tile = new Tile(skin);
        tile.setAnimated(false);
        tile.setTitle(title);
        tile.setTextSize(Tile.TextSize.NORMAL);
        tile.setRoundedCorners(true);
        tile.setBorderWidth(1);
        tile.setLocale(Locale.ROOT);
        tile.setMouseTransparent(true);
        setId(id);
        getStyleClass().add("metric-tile");
        setAccessibleRole(AccessibleRole.TEXT);
        getChildren().addAll(new TilePalette(this::paint), tile);
    }

    void paint(TileColours colours) {
        tile.setBackgroundColor(colours.surface());
        tile.setBorderColor(colours.border());
        tile.setTitleColor(colours.label());
        tile.setUnitColor(colours.label());
        tile.setTextColor(colours.label());
        tile.setValueColor(colours.figure());
        tile.setForegroundColor(colours.figure());
        tile.setBarColor(colours.line());
        tile.setBarBackgroundColor(colours.track());
        tile.setNeedleColor(colours.figure());
    }

    final Tile tile() {
        return tile;
    }

    /// Says in words what the tile shows, for those who do not see it.
    final void say(String figure) {
        setAccessibleText(tile.getTitle() + ": " + figure);
    }

    /// Greys the figure because nothing newer was heard.
    public final void stale(boolean isStale) {
        getStyleClass().remove("stale");
        if (isStale) {
            getStyleClass().add("stale");
        }
    }

    @Override
    protected final void layoutChildren() {
        tile.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    @Override
    protected final double computeMinWidth(double height) {
        return LEAST_WIDTH;
    }

    @Override
    protected final double computePrefWidth(double height) {
        return LEAST_WIDTH;
    }

    @Override
    protected final double computeMinHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected final double computePrefHeight(double width) {
        return HEIGHT;
    }

    @Override
    public final String getUserAgentStylesheet() {
        return Objects.requireNonNull(MetricTile.class.getResource("tiles.css")).toExternalForm();
    }
}
