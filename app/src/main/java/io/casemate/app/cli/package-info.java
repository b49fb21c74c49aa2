/// The command line: one class a verb, one way to ask the engine, one way to print.
@NullMarked
package io.casemate.app.cli;

import org.jspecify.annotations.NullMarked;
