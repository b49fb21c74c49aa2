package io.casemate.engine.export;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;

/// Copies revisions out of the store.
public interface Exports {

    /// Carries out `command`. What is at its target is whole and on the disk when this returns;
    /// after a refusal or an interruption nothing is there.
    ///
    /// Refused with `EXPORT-001` (something is there), `EXPORT-002` (no such place), `EXPORT-003`
    /// (no room), `EXPORT-004` (the store's files are not the revision's), `EXPORT-005` (not
    /// written), `EXPORT-006` (an unfinished export is there), `EXPORT-007` (too many files) and
    /// `EXPORT-008` (a name that not every system takes).
    Outcome<Exported> execute(ExportRevision command, Progress progress)
            throws InterruptedException;
}
