package io.casemate.engine.tuning;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import java.nio.file.Path;
import java.util.List;

/// Finds, keeps and hands out tuning profiles, and proves where models run.
public interface Tunings extends Profiles {

    /// Tries settings in workers, chooses by the plan's goal, and records the profile. Interrupting
    /// it leaves nothing behind. Refused with `TUNE-nnn`.
    Outcome<TuningProfile> tune(TunePlan plan, TuneWatcher watcher, Progress progress)
            throws InterruptedException;

    /// {@return where the nodes of `revision` run under the profile that counts for it, or on the
    /// provider of `demand`}; refused with `TUNE-009` when a demand without fallback is not met
    Outcome<PlacementProof> placement(PlacementPlan plan, Progress progress)
            throws InterruptedException;

    /// {@return the profile that counts for `revision` on this class of hosts}; refused with
    /// `TUNE-011` when there is none
    Outcome<RecordedProfile> show(RevisionId revision);

    /// Records the profile in `file`, if its revision is here and its class of hosts is this one.
    Outcome<TuningProfile> importProfile(Path file);

    /// Writes the profile that counts for `revision`.
    Outcome<Path> exportProfile(RevisionId revision, Path file);

    /// {@return every profile that counts, newest first}
    Feed<List<RecordedProfile>> recorded();
}
