/// Which variants may serve on which classes of hosts, and the evidence.
@NullMarked
package io.casemate.views.admissions;

import org.jspecify.annotations.NullMarked;
