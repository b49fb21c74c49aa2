/// Entry points and wiring: the console, the agent, the worker and the command line.
@NullMarked
package io.casemate.app;

import org.jspecify.annotations.NullMarked;
