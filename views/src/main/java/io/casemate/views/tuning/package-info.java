/// The tuning screen: the session settings under which a revision runs best here, with the
/// evidence, and where its nodes run. Front door: [TuningScreen].
@NullMarked
package io.casemate.views.tuning;

import org.jspecify.annotations.NullMarked;
