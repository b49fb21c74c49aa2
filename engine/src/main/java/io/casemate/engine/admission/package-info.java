/// Which variant may serve on which class of hosts, because its gate was run there. Integer kernels
/// answer differently on different processors, so what holds on one says nothing of another. Front
/// door: [Admissions]; what deploys asks [Gatekeeper].
@NullMarked
package io.casemate.engine.admission;

import org.jspecify.annotations.NullMarked;
