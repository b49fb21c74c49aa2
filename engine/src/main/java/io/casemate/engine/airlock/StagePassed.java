package io.casemate.engine.airlock;

import java.util.List;
import java.util.Map;

/// Ledger event: an import passed a stage.
///
/// @param micros how long the stage took
record StagePassed(
        ImportId importId,
        ImportStage stage,
        String source,
        long micros,
        Map<String, Long> counts,
        Map<String, String> words,
        List<String> notes) {

    static StagePassed of(ImportId id, String source, StageReport report) {
        return new StagePassed(
                id,
                report.stage(),
                source,
                report.took().toNanos() / 1_000,
                report.figures().counts(),
                report.figures().words(),
                report.figures().notes());
    }
}
