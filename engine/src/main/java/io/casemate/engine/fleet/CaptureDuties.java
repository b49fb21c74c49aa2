package io.casemate.engine.fleet;

import io.casemate.engine.problem.Outcome;
import java.util.List;
import java.util.Optional;

/// What an agent does to keep requests.
public interface CaptureDuties {

    /// Begins to keep requests, or refuses.
    Outcome<CaptureState> start(CaptureOrder order);

    /// Ends a capture, after what it chose is on disk.
    ///
    /// @return how it ended; empty when there was none
    Optional<CaptureState> stop(DeploymentId deployment, CaptureState.Phase how, String why);

    /// {@return the captures that run, and those that ended since the last call}
    List<CaptureState> changes();
}
