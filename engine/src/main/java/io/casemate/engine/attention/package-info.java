/// What wants a decision now, each with its cause and the next action. Front door: [Attention].
@NullMarked
package io.casemate.engine.attention;

import org.jspecify.annotations.NullMarked;
