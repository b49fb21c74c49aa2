package io.casemate.views.kit.tiles;

import javafx.scene.paint.Color;

/// The colours of a tile, which TilesFX takes as values and not from style sheets.
///
/// @param surface behind everything
/// @param border around it
/// @param label of title and unit
/// @param figure of the number
/// @param line of the trend and of the part of a gauge that is in use
/// @param track of the part of a gauge that is not in use
record TileColours(
        Color surface, Color border, Color label, Color figure, Color line, Color track) {}
