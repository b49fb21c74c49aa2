package io.casemate.engine.quantize;

import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.GateVerdict;
import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.quantize.search.Gate;
import java.util.Optional;

/// What a gate found of a variant on the machine that it was run on.
///
/// @param figures empty where the variant does not run at all; the verdict then says so
public record GateRun(Gate gate, GateVerdict verdict, Optional<Figures> figures) {

    /// What was measured beside the parent.
    public record Figures(Accuracy accuracy, LatencyComparison latency) {}
}
