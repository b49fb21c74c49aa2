package io.casemate.engine.runtime;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.telemetry.Second;
import io.casemate.engine.tensors.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Loads models into ONNX Runtime and runs them. Maps the native library: for agents and workers.
public interface ModelRuntime extends AutoCloseable {

    /// Loads `modelFile`, warms it with seeded inputs, and only then offers it as `name`. What was
    /// offered under that name before is replaced, after its accepted requests are answered.
    Outcome<Served> load(String name, String revision, Path modelFile, Sessions sessions);

    /// Like the other form, with standard settings.
    default Outcome<Served> load(String name, String revision, Path modelFile, int replicas) {
        return load(name, revision, modelFile, Sessions.standard(replicas));
    }

    /// Answers what was accepted, then unloads. Unknown names are left alone.
    void unload(String name);

    Optional<Served> find(String name);

    List<Served> list();

    /// Runs one request. Waits in a bounded queue for a session; refused with `RUNTIME-nnn` when
    /// the queue is full, the tensors do not fit or ONNX Runtime fails.
    Outcome<InferResult> infer(String name, List<Tensor> inputs, List<String> wantedOutputs)
            throws InterruptedException;

    /// Like the other form, with a deadline of the caller's own for waiting and running together.
    Outcome<InferResult> infer(
            String name, List<Tensor> inputs, List<String> wantedOutputs, Duration deadline)
            throws InterruptedException;

    /// Counts an answer that left. Only who talks to the client knows the whole time; queue and
    /// compute are measured by [#infer].
    ///
    /// @param totalNanos request received to response ready
    void recordAnswer(String name, long totalNanos, boolean isError);

    /// {@return what each loaded model has done, by name}
    List<Totals> totals();

    /// {@return what was measured since the last call, one for each model that is loaded}
    List<Second> drainSecond(long epochSecond);

    @Override
    void close();
}
