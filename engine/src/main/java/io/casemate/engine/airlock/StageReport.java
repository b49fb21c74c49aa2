package io.casemate.engine.airlock;

import java.time.Duration;

/// How one stage of an import stands or ended.
///
/// @param took so far while it runs; zero before it began
public record StageReport(ImportStage stage, State state, Duration took, StageFigures figures) {

    /// Where a stage stands.
    public enum State {
        /// Not reached yet, or never if the import has ended.
        WAITING,
        RUNNING,
        PASSED,
        REFUSED
    }

    static StageReport waiting(ImportStage stage) {
        return new StageReport(stage, State.WAITING, Duration.ZERO, StageFigures.NONE);
    }

    /// {@return what it did, in one line, such as `Intake: 12.0 MiB, sha256 4e5f60718293 (40 ms)`}
    public String line() {
        String figures = figures().line();
        return "%s%s (%s)"
                .formatted(
                        stage.title(),
                        figures.isEmpty() ? "" : ": " + figures,
                        StageFigures.time(took));
    }
}
