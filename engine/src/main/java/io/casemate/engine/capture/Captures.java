package io.casemate.engine.capture;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.problem.Outcome;
import java.util.List;

/// Requests that are kept as calibration data.
///
/// Consent is written to the ledger before the first request is kept, and ends with the deployment,
/// with its revision, and with the agent: a capture is never resumed by itself.
public interface Captures {

    /// {@return all captures ever made, the newest first}
    Feed<List<Capture>> all();

    /// Carries out `command` and answers the capture as it then is.
    Outcome<Capture> execute(CaptureCommand command) throws InterruptedException;
}
