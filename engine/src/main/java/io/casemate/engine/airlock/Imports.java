package io.casemate.engine.airlock;

import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import java.nio.file.Path;

/// The airlock: copies, identifies, reads, checks and tries a model before it becomes a revision.
public interface Imports extends Airlock {

    /// Takes a model through every stage. A refusal names stage, place and remedy (`AL-nnn`); its
    /// file stays in quarantine until it is purged. Every stage leaves one ledger entry.
    Outcome<Revision> execute(ImportModel command, Progress progress) throws InterruptedException;

    /// Looks at a file as the airlock would, without letting it in and without running it.
    Outcome<Inspection> inspect(Path source, Progress progress) throws InterruptedException;
}
