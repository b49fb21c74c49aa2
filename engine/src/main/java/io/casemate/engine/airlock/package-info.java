/// The way in: nothing becomes a revision without passing every stage here. Front door: [Imports].
@NullMarked
package io.casemate.engine.airlock;

import org.jspecify.annotations.NullMarked;
