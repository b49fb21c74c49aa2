package io.casemate.engine.airlock;

import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One import as it stands now.
///
/// @param stages those that this import goes through, in order
/// @param step what happens now, or happened last
/// @param fraction done so far, 0 to 1, or [io.casemate.engine.tasks.Progress#UNKNOWN]
/// @param copying how far the copying is, or how it ended
/// @param released what it became; empty unless it was let in
/// @param problem why it was refused; empty unless it was
/// @param ended when; empty while it runs
public record ImportRun(
        ImportId id,
        ImportModel command,
        Instant started,
        List<StageReport> stages,
        String step,
        double fraction,
        Copying copying,
        Optional<Revision> released,
        Optional<Problem> problem,
        Optional<Instant> ended) {

    public ImportRun {
        stages = List.copyOf(stages);
    }

    public boolean isRunning() {
        return ended.isEmpty();
    }
}
