/// Desired state: which revision serves under which name, and whether it does. Front door:
/// [Deployments].
@NullMarked
package io.casemate.engine.deploy;

import org.jspecify.annotations.NullMarked;
