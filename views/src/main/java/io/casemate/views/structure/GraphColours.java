package io.casemate.views.structure;

import java.util.ArrayList;
import java.util.List;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// The theme's colours for the graph. An empty region in the scene, where style sheets reach it.
final class GraphColours extends Region {
    private static final StyleablePropertyFactory<GraphColours> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final List<String> NAMES =
            List.of(
                    "1", "2", "3", "4", "5", "6", "7", "8", "surface", "box", "border", "wire",
                    "text", "muted", "accent", "match");
    private static final List<CssMetaData<GraphColours, Color>> META_DATA = metaData();

    private final List<StyleableObjectProperty<Color>> values = new ArrayList<>();

    /// @param changed called on the FX thread after a colour has changed
    GraphColours(Runnable changed) {
        getStyleClass().add("graph-colours");
        setManaged(false);
        setMouseTransparent(true);
        for (CssMetaData<GraphColours, Color> each : META_DATA) {
            var value =
                    new SimpleStyleableObjectProperty<Color>(
                            each, this, each.getProperty(), Color.GRAY);
            value.addListener(_ -> changed.run());
            values.add(value);
        }
    }

    private static List<CssMetaData<GraphColours, Color>> metaData() {
        var metaData = new ArrayList<CssMetaData<GraphColours, Color>>();
        for (int i = 0; i < NAMES.size(); i++) {
            int index = i;
            metaData.add(
                    FACTORY.createColorCssMetaData(
                            "-graph-" + NAMES.get(i),
                            colours -> colours.values.get(index),
                            Color.GRAY,
                            false));
        }
        return List.copyOf(metaData);
    }

    /// @param number 1 to 8
    Color of(int number) {
        return values.get(number - 1).get();
    }

    private Color named(String name) {
        return values.get(NAMES.indexOf(name)).get();
    }

    Color surface() {
        return named("surface");
    }

    Color box() {
        return named("box");
    }

    Color border() {
        return named("border");
    }

    Color wire() {
        return named("wire");
    }

    Color text() {
        return named("text");
    }

    Color muted() {
        return named("muted");
    }

    Color accent() {
        return named("accent");
    }

    Color match() {
        return named("match");
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }
}
