/// Quantities and digests as types, so that a number never loses its unit on the way.
@NullMarked
package io.casemate.engine.units;

import org.jspecify.annotations.NullMarked;
