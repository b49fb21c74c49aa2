package io.casemate.engine.tasks;

import io.casemate.engine.problem.Problem;
import java.time.Instant;
import java.util.Optional;

/// A long action as it stands now.
///
/// @param kind what sort of action: `import`, `quantize`, `deploy`, `bench`
/// @param title what it does, naming the thing: `Import magika.onnx`
/// @param step what happens now, or happened last
/// @param fraction done so far, 0 to 1, or [Progress#UNKNOWN]
/// @param ended when it ended; empty while it runs
/// @param problem why it was refused; empty unless [State#REFUSED]
public record Task(
        TaskId id,
        String kind,
        String title,
        String step,
        double fraction,
        State state,
        Instant started,
        Optional<Instant> ended,
        Optional<Problem> problem) {

    public enum State {
        RUNNING,
        DONE,
        REFUSED,
        CANCELLED
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }
}
