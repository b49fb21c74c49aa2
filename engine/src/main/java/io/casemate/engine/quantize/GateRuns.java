package io.casemate.engine.quantize;

import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.tasks.Progress;

/// Measures variants that are in the registry, as they were measured when they were made: beside
/// the parent, on the parent's golden set, else on seeded inputs.
@FunctionalInterface
public interface GateRuns {

    /// Runs `variant`, whose files and whose parent's files are in the store.
    ///
    /// @return what `gate` says; a variant that does not run is an answer too. Refused when nothing
    ///   could be measured, such as with `QUANT-207` where the parent runs on no inputs
    Outcome<GateRun> run(Revision variant, Gate gate, Progress progress)
            throws InterruptedException;
}
