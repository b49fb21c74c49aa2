package io.casemate.engine.airlock;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The stage in which a worker unpacks what was brought and finds the model in it.
record Search(ImportWay way, Quarantine.Cell cell, Entry.Guard guard) {

    /// @param source archive or folder in quarantine
    Unpacked in(Path source) throws IOException, InterruptedException {
        Progress progress = way.begin(ImportStage.UNPACK);
        Progress watched =
                (step, fraction) -> {
                    progress.report(step, fraction);
                    guard.failpoint().reached("unpacking");
                };
        Outcome<UnpackJob.Found> outcome =
                guard.workers().unpack(source, way.source(), cell, watched);
        Unpacked found =
                switch (outcome) {
                    case Outcome.Done<UnpackJob.Found>(UnpackJob.Found answer) ->
                            Unpacked.of(answer, cell.folder());
                    case Outcome.Refused<UnpackJob.Found>(Problem problem) ->
                            throw new Refusal(problem);
                };
        new Identification(guard.workers(), cell)
                .check(Identity.of(found.model(), found.file()), found.model());
        way.passed(
                StageFigures.count("bytes", Files.size(found.model()))
                        .and("found in", found.kind())
                        .and("file", found.file())
                        .and("sha256", found.sha256().hex())
                        .noting(found.notes()));
        guard.failpoint().reached("unpacked");
        return found;
    }
}
