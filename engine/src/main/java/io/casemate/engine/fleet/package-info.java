/// Hosts, the agents on them, and what they are ordered to serve. Front door: [FleetEngine].
@NullMarked
package io.casemate.engine.fleet;

import org.jspecify.annotations.NullMarked;
