/// The agent's HTTP door: Open Inference Protocol v2 on top of the runtime.
@NullMarked
package io.casemate.engine.gateway;

import org.jspecify.annotations.NullMarked;
