package io.casemate.engine.airlock;

import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.nio.file.Path;
import java.util.List;

/// A model in ONNX Runtime that says before each run that it begins, and times it.
final class TrialRuns implements AutoCloseable {
    private final SingleSession session;
    private final Progress progress;
    private long micros;

    private TrialRuns(SingleSession session, Progress progress) {
        this.session = session;
        this.progress = progress;
    }

    /// Loads `model` with every optimization that serving uses.
    static TrialRuns optimized(Path model, String name, Progress progress) {
        TrialPart.LOAD.begin(progress, "loading " + name, 0.1);
        return loaded(SingleSession.open(model, 1), progress);
    }

    /// Loads `model` without any optimization.
    static TrialRuns plain(Path model, String name, Progress progress) {
        TrialPart.LOAD.begin(progress, "loading %s without optimization".formatted(name), 0.7);
        return loaded(SingleSession.openPlain(model, 1), progress);
    }

    private static TrialRuns loaded(SingleSession session, Progress progress) {
        TrialPart.BETWEEN.begin(progress, "preparing inputs", 0.2);
        return new TrialRuns(session, progress);
    }

    /// @param what the run is about, such as `golden sample 2, run 1 of 3`
    List<Tensor> run(String what, List<Tensor> inputs) {
        TrialPart.RUN.begin(progress, "running it on " + what, 0.4);
        long begun = System.nanoTime();
        List<Tensor> outputs = session.run(inputs);
        micros = (System.nanoTime() - begun) / 1_000;
        TrialPart.BETWEEN.begin(progress, "comparing the answers to " + what, 0.5);
        return outputs;
    }

    /// {@return how long the last run took, in µs; 0 before the first}
    long micros() {
        return micros;
    }

    List<Port> inputs() {
        return session.inputs();
    }

    List<Port> outputs() {
        return session.outputs();
    }

    @Override
    public void close() {
        session.close();
    }
}
