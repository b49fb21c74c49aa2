/// Opening and closing: rooms open in dependency order and close in reverse, each within a
/// deadline.
@NullMarked
package io.casemate.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
