package io.casemate.engine.fleet;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.problem.Outcome;
import java.util.List;

/// The captures of requests on this engine's hosts. Whoever orders one has consent on record.
///
/// A capture ends with what was agreed to: when its deployment is withdrawn or gets another
/// revision, and when its agent ends. None is ever resumed by itself.
public interface RequestCaptures {

    /// {@return the last capture of each deployment since this engine started, by name}
    Feed<List<CaptureState>> captures();

    /// Orders a capture, and answers once it runs.
    Outcome<CaptureState> startCapture(CaptureOrder order) throws InterruptedException;

    /// Ends a capture, and answers once all of it is on disk.
    Outcome<CaptureState> stopCapture(DeploymentId deployment) throws InterruptedException;
}
