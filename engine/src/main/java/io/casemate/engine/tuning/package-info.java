/// The session settings under which a revision runs best on one class of hosts, found by measuring
/// and kept as profiles; and the proof of where its nodes run. Front door: [Tunings].
@NullMarked
package io.casemate.engine.tuning;

import org.jspecify.annotations.NullMarked;
