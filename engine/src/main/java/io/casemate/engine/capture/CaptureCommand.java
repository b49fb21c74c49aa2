package io.casemate.engine.capture;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.units.Bytes;
import java.nio.file.Path;
import java.util.Optional;

/// Everything an operator can ask of captures.
public sealed interface CaptureCommand {
    Bytes STANDARD_BYTES = Bytes.gibibytes(1);

    /// Keeps requests to a deployment that serves.
    ///
    /// @param consent who agreed, and to what end; nothing is kept without it
    /// @param amount how much
    /// @param out where the samples go; empty: a folder in the data folder
    record Start(DeploymentId deployment, String consent, Amount amount, Optional<Path> out)
            implements CaptureCommand {}

    /// How much a capture keeps.
    ///
    /// @param samples 1 to [#MOST_SAMPLES]
    /// @param every 1: each request; k: each k-th, up to [#MOST_EVERY]
    record Amount(int samples, int every, Bytes mostBytes) {
        public static final int MOST_SAMPLES = 100_000;
        public static final int MOST_EVERY = 1_000_000;
    }

    /// Keeps no more.
    record Stop(DeploymentId deployment) implements CaptureCommand {}

    /// Deletes what was kept from the disk. The ledger goes on saying that it was.
    record Delete(CaptureId capture) implements CaptureCommand {}
}
