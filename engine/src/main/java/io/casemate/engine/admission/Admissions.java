package io.casemate.engine.admission;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;

/// Which variants may serve where. One gate runs at a time, since two would disturb each other's
/// figures; whoever comes second finds the result of the first.
public interface Admissions extends Gatekeeper {

    Feed<AdmissionMatrix> matrix();

    /// {@return the class of this machine; takes a few hundred milliseconds the first time}
    HostClass here();

    /// {@return what the gate found; not passing it is an answer, not a refusal}
    Outcome<HostAdmission> execute(Admit command, Progress progress) throws InterruptedException;
}
