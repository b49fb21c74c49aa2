/// Choosing among recipes by measuring them: goals, the gate, candidates and the front of those
/// that none beats. Decides; what runs models lies in the room's workers.
@NullMarked
package io.casemate.engine.quantize.search;

import org.jspecify.annotations.NullMarked;
