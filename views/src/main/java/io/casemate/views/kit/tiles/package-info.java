/// Large figures over TilesFX, in the colours and fonts of the theme: [TrendTile] with its last
/// minute, [GaugeTile] with its share. Knows nothing of the engine. TilesFX loads its fonts by
/// fixed names; the build puts Inter there.
@NullMarked
package io.casemate.views.kit.tiles;

import org.jspecify.annotations.NullMarked;
