package io.casemate.engine.quantize;

import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;

/// Makes variants of revisions, measures what they cost, and admits them to the registry.
public interface Quantizations {

    /// {@return the new revision; its origin holds the measured card}
    Outcome<Revision> execute(Quantize command, Progress progress) throws InterruptedException;
}
