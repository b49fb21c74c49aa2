/// What an operator can do, each listed as a task: the one door for screen and command line. Front
/// door: [Operations].
@NullMarked
package io.casemate.engine.operations;

import org.jspecify.annotations.NullMarked;
