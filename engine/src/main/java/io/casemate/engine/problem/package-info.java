/// How the engine says no: problems an operator can act on, and outcomes that carry them.
@NullMarked
package io.casemate.engine.problem;

import org.jspecify.annotations.NullMarked;
