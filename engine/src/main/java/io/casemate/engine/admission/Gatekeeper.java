package io.casemate.engine.admission;

import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;

/// Whom a deployment asks whether a revision may serve on this machine.
@FunctionalInterface
public interface Gatekeeper {

    /// Answers `revision` if it may: an original may always, its trial in the airlock counts. A
    /// variant whose gate was not run on this class of hosts is judged now, which takes seconds to
    /// minutes. Refused with `ADMIT-004` where the gate is not passed, at once if that is known.
    Outcome<Revision> admitted(Revision revision, Progress progress) throws InterruptedException;
}
