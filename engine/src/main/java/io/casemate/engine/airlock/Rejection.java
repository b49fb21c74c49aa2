package io.casemate.engine.airlock;

import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/// Ends imports that were turned away: keeps what was brought, and tells of it.
record Rejection(Quarantine quarantine, Ledger ledger, Clock clock, Failpoint failpoint) {

    /// A model that the airlock turns away stays in quarantine; what failed because of this machine
    /// leaves nothing.
    void refuse(Entry entry, Problem problem) throws IOException {
        ImportWay way = entry.way();
        StageReport report = way.refused(problem);
        boolean isKept =
                entry.isCopied()
                        && problem.code().kind() != ProblemCode.Kind.ENVIRONMENT
                        && !entry.cell().isInterrupted();
        failpoint.reached("refused");
        if (isKept) {
            entry.cell().deleteJobs();
            quarantine.keep(entry.cell(), item(entry, report.stage(), problem));
        }
        failpoint.reached("kept");
        way.write();
        String source = way.source();
        var event =
                new StageRefused(
                        way.id(),
                        report.stage(),
                        source,
                        entry.sha256().map(Digest::toString),
                        report.took().toNanos() / 1_000,
                        problem.code().id(),
                        problem.what(),
                        problem.why(),
                        isKept);
        ledger.append(Draft.of(event, source));
        way.publish();
        failpoint.reached("told");
    }

    private QuarantinedItem item(Entry entry, ImportStage stage, Problem problem)
            throws IOException {
        return new QuarantinedItem(
                entry.way().id(),
                entry.way().source(),
                entry.command().source().toString(),
                entry.sha256().map(Digest::toString).orElse(""),
                new Bytes(AirlockWorkers.sizeOf(entry.cell().folder())),
                stage,
                problem.code().id(),
                problem.what(),
                problem.why(),
                problem.remedy(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
