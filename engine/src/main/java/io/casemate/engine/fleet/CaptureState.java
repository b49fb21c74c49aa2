package io.casemate.engine.fleet;

import io.casemate.engine.units.Bytes;
import java.nio.file.Path;

/// How a capture goes, or how it ended.
///
/// @param seen requests that were answered while it ran
/// @param kept samples that are on disk
/// @param bytes of those samples
/// @param dropped requests that were chosen and not kept, because the disk did not keep up
/// @param why it ended; empty while it runs
public record CaptureState(
        DeploymentId deployment,
        Path folder,
        Phase phase,
        long seen,
        int kept,
        Bytes bytes,
        long dropped,
        String why) {

    public enum Phase {
        RUNNING,
        /// It has as many samples, or bytes, as were asked for.
        COMPLETE,
        /// The operator stopped it.
        STOPPED,
        /// What was agreed to is over: the deployment changed or left, or the agent ended.
        ENDED,
        /// Samples could not be written.
        FAILED
    }

    public boolean isRunning() {
        return phase == Phase.RUNNING;
    }

    CaptureState ended(Phase how, String reason) {
        return new CaptureState(deployment, folder, how, seen, kept, bytes, dropped, reason);
    }
}
