package io.casemate.engine.admission;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerException;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.GateRun;
import io.casemate.engine.quantize.GateRuns;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.tasks.Progress;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Admissions as the ledger has them; missing ones come from gates run on this machine. A run that
/// is cancelled or killed leaves no entry, so the next one starts anew.
public final class LiveAdmissions implements Admissions {
    private final Ledger ledger;
    private final Models models;
    private final GateRuns gates;
    private final Supplier<HostClass> probe;
    private final AdmissionTable table = new AdmissionTable();
    private final AdmissionRules rules;
    private final Semaphore turn = new Semaphore(1, true);
    private volatile @Nullable HostClass here;

    /// @param probe the class of this machine; asked once
    public LiveAdmissions(Ledger ledger, Models models, GateRuns gates, Supplier<HostClass> probe) {
        this.ledger = ledger;
        this.models = models;
        this.gates = gates;
        this.probe = probe;
        rules = new AdmissionRules(models);
        ledger.attach(table);
    }

    @Override
    public Feed<AdmissionMatrix> matrix() {
        return table.matrix();
    }

    @Override
    public HostClass here() {
        HostClass known = here;
        if (known == null) {
            known = probe.get();
            here = known;
        }
        return known;
    }

    @Override
    public Outcome<Revision> admitted(Revision revision, Progress progress)
            throws InterruptedException {
        return revision.isImported()
                ? Outcome.done(revision)
                : execute(Admit.ifNotYet(revision.id()), progress)
                        .then(cell -> AdmissionRules.passed(revision, cell));
    }

    @Override
    public Outcome<HostAdmission> execute(Admit command, Progress progress)
            throws InterruptedException {
        return switch (rules.measurable(command.variant())) {
            case Outcome.Refused<Revision>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Revision>(Revision variant) -> inTurn(variant, command, progress);
        };
    }

    private Outcome<HostAdmission> inTurn(Revision variant, Admit command, Progress progress)
            throws InterruptedException {
        if (!turn.tryAcquire()) {
            progress.report("Waiting for another gate on this machine to end");
            turn.acquire();
        }
        try {
            Optional<HostAdmission> known = matrix().latest().find(variant.id(), here());
            return known.isPresent() && !command.needsRun()
                    ? Outcome.done(known.get())
                    : judged(variant, command.gate().orElseGet(() -> lastGate(variant)), progress);
        } catch (LedgerException e) {
            return Outcome.refused(e.problem());
        } finally {
            turn.release();
        }
    }

    private Outcome<HostAdmission> judged(Revision variant, Gate gate, Progress progress)
            throws InterruptedException {
        progress.report("Running the %s gate on this machine".formatted(gate.name()));
        return gates.run(variant, gate, progress)
                .map(run -> written(variant, run, GateJudged.Occasion.ASKED));
    }

    /// {@return the limits that `variant` was judged by last, wherever that was}
    private Gate lastGate(Revision variant) {
        return matrix().latest().of(variant.id()).reversed().stream()
                .findFirst()
                .map(cell -> cell.judged().run().gate())
                .orElse(Gate.ACCURACY);
    }

    /// Takes what was measured while `variant` was made on this machine for its admission here. A
    /// card without a verdict proves nothing and is passed over.
    void made(Revision variant, Gate gate) {
        if (variant.origin() instanceof Origin.Quantized(RevisionId _, QuantizationCard card)) {
            var figures = new GateRun.Figures(card.accuracy(), card.latency());
            card.gate()
                    .map(verdict -> new GateRun(gate, verdict, Optional.of(figures)))
                    .ifPresent(run -> written(variant, run, GateJudged.Occasion.MADE));
        }
    }

    private HostAdmission written(Revision variant, GateRun run, GateJudged.Occasion occasion) {
        var judged =
                new GateJudged(
                        variant.id(),
                        here(),
                        HostId.THIS_MACHINE,
                        occasion,
                        rules.golden(variant),
                        run);
        return AdmissionTable.cell(ledger.append(Draft.of(judged, variant.id().toString())));
    }
}
