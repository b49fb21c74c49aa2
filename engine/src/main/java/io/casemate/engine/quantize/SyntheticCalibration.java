package io.casemate.engine.quantize;

import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.GateVerdict;
import io.casemate.engine.models.GateVerdict.Check;
import java.util.ArrayList;

/// Ranges that were found on inputs made up, as cards and gates speak of them.
///
/// @param samples how many
record SyntheticCalibration(int samples) {

    /// {@return what goes into the card}
    String label() {
        return "synthetic calibration (%d samples): unsafe for accuracy".formatted(samples);
    }

    /// {@return `verdict` with what it says to these ranges: they pass only where the error was
    /// measured on real samples, and even then with a warning}
    ///
    /// @param isReal whether `accuracy` was measured on real samples
    GateVerdict judge(GateVerdict verdict, Accuracy accuracy, boolean isReal) {
        var checks = new ArrayList<>(verdict.checks());
        checks.add(
                new Check(
                        "ranges found on real samples, or the error measured on them",
                        "%s; the error was measured on %s%s"
                                .formatted(
                                        label(),
                                        accuracy.basis(),
                                        isReal ? ", which is a warning and no refusal" : ""),
                        isReal));
        return new GateVerdict(verdict.gate(), checks);
    }
}
