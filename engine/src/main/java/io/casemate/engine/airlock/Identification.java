package io.casemate.engine.airlock;

import io.casemate.engine.foreign.ForeignModel;
import io.casemate.engine.foreign.ForeignModels;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;

/// Turns away what is neither a model nor an archive, and says what it is.
record Identification(AirlockWorkers workers, Quarantine.Cell cell) {

    /// @param file in quarantine, of which `identity` tells
    /// @throws Refusal when it is neither, or its name says something else
    void check(Identity identity, Path file) throws InterruptedException {
        Optional<ForeignModels.Format> header = identity.kind().flatMap(FileKind::header);
        if (header.isPresent()) {
            var input = new ForeignJob.Input(file.toString(), identity.name(), header.get());
            switch (workers.describe(input, cell)) {
                case Outcome.Done<ForeignModel>(ForeignModel model) ->
                        throw identity.kind()
                                .orElseThrow()
                                .refusal(identity.name(), model.sentence());
                case Outcome.Refused<ForeignModel>(Problem problem) -> throw new Refusal(problem);
            }
        }
        identity.check();
    }
}
