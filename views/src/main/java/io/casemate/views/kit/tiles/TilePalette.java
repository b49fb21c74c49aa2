package io.casemate.views.kit.tiles;

import java.util.List;
import java.util.function.Consumer;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// Reads the [TileColours] of the theme. An empty region: it must be in the scene, where style
/// sheets reach it, and tells when the theme has changed.
final class TilePalette extends Region {
    private static final StyleablePropertyFactory<TilePalette> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final List<CssMetaData<TilePalette, Color>> META_DATA =
            List.of(
                    metaData("-tile-surface", 0),
                    metaData("-tile-border", 1),
                    metaData("-tile-label", 2),
                    metaData("-tile-figure", 3),
                    metaData("-tile-line", 4),
                    metaData("-tile-track", 5));

    private final List<StyleableObjectProperty<Color>> colours;

    /// @param changed called on the FX thread after a colour has changed
    TilePalette(Consumer<TileColours> changed) {
        getStyleClass().add("tile-palette");
        setManaged(false);
        setMouseTransparent(true);
        colours = META_DATA.stream().map(this::property).toList();
        colours.forEach(colour -> colour.addListener(_ -> changed.accept(colours())));
    }

    private static CssMetaData<TilePalette, Color> metaData(String property, int index) {
        return FACTORY.createColorCssMetaData(
                property, palette -> palette.colours.get(index), Color.TRANSPARENT, false);
    }

    private StyleableObjectProperty<Color> property(CssMetaData<TilePalette, Color> metaData) {
        return new SimpleStyleableObjectProperty<>(
                metaData, this, metaData.getProperty(), Color.TRANSPARENT);
    }

    TileColours colours() {
        return new TileColours(
                colours.get(0).get(),
                colours.get(1).get(),
                colours.get(2).get(),
                colours.get(3).get(),
                colours.get(4).get(),
                colours.get(5).get());
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }
}
