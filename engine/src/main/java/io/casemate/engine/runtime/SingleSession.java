package io.casemate.engine.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.SeededInputs;
import io.casemate.engine.tensors.Tensor;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/// One model, run by the thread that calls: for workers that try and measure models. Serving goes
/// through [ModelRuntime].
public final class SingleSession implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SingleSession.class.getName());

    /// What sizes that a model leaves open are taken to be, in turn, until it runs.
    private static final List<Long> FREE_SIZES = List.of(1L, 8L, 16L, 64L, 224L, 512L);

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Ports ports;
    private final Set<String> wanted;

    private SingleSession(OrtEnvironment environment, OrtSession session, Ports ports) {
        this.environment = environment;
        this.session = session;
        this.ports = ports;
        wanted = ports.outputs().stream().map(Port::name).collect(Collectors.toUnmodifiableSet());
    }

    /// @param threads that one operator is spread over
    /// @throws RuntimeFailure when ONNX Runtime turns the model down
    public static SingleSession open(Path modelFile, int threads) {
        return open(modelFile, threads, SessionSettings.STANDARD);
    }

    /// Like [#open], with every graph optimization off.
    public static SingleSession openPlain(Path modelFile, int threads) {
        return open(modelFile, threads, SessionSettings.STANDARD.withGraph(GraphLevel.OFF));
    }

    /// Like [#open], set otherwise.
    public static SingleSession open(Path modelFile, int threads, SessionSettings settings) {
        try (var options = SessionOptions.open(settings, threads)) {
            return open(modelFile, options);
        } catch (OrtException e) {
            throw failure(RuntimeProblem.NOT_LOADED, "The model was not loaded.", e);
        }
    }

    /// Like [#open]; ONNX Runtime writes down where each node runs, and how long.
    ///
    /// @param prefix of the file that [#endProfile] answers
    public static SingleSession openProfiled(
            Path modelFile, int threads, SessionSettings settings, Path prefix) {
        try (var options = SessionOptions.open(settings, threads)) {
            options.enableProfiling(prefix.toString());
            return open(modelFile, options);
        } catch (OrtException e) {
            throw failure(RuntimeProblem.NOT_LOADED, "The model was not loaded.", e);
        }
    }

    private static SingleSession open(Path modelFile, OrtSession.SessionOptions options)
            throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession session = environment.createSession(modelFile.toString(), options);
        return switch (Ports.of(modelFile.getFileName().toString(), session)) {
            case Outcome.Done<Ports>(Ports ports) -> new SingleSession(environment, session, ports);
            case Outcome.Refused<Ports>(Problem problem) -> {
                session.close();
                throw new RuntimeFailure(problem, null);
            }
        };
    }

    /// Ends the profile of a session that [#openProfiled] opened.
    ///
    /// @return its file, for [ProfileReader]
    public Path endProfile() {
        try {
            return Path.of(session.endProfiling());
        } catch (OrtException e) {
            throw failure(RuntimeProblem.RUN_FAILED, "The profile was not written.", e);
        }
    }

    /// {@return a size for what the model leaves open with which it runs on seeded inputs; empty
    /// when it takes none of those that are tried}
    public OptionalLong seededSize() {
        return freeSize(size -> SeededInputs.of(inputs(), 1, size));
    }

    /// {@return a size for what the model leaves open with which it runs on what `made` makes of
    /// that size; empty when it takes none of those that are tried}
    public OptionalLong freeSize(LongFunction<List<Tensor>> made) {
        for (long size : FREE_SIZES) {
            try {
                run(made.apply(size));
                return OptionalLong.of(size);
            } catch (RuntimeFailure e) {
                LOG.log(Level.DEBUG, "Not a size that it takes: " + size, e);
            }
        }
        return OptionalLong.empty();
    }

    private static RuntimeFailure failure(RuntimeProblem code, String what, OrtException e) {
        return new RuntimeFailure(
                new Problem(
                        code,
                        what,
                        "ONNX Runtime says: %s".formatted(e.getMessage()),
                        "Inspect the model for operators, types and shapes that do not fit."),
                e);
    }

    /// {@return in the model's order}
    public List<Port> inputs() {
        return ports.inputs();
    }

    /// {@return in the model's order}
    public List<Port> outputs() {
        return ports.outputs();
    }

    /// {@return the names of outputs that are no tensors, such as sequences and maps; they are not
    /// computed}
    public List<String> otherOutputs() {
        return session.getOutputNames().stream().filter(name -> !wanted.contains(name)).toList();
    }

    /// {@return the outputs in the model's order, in memory of their own}
    ///
    /// @throws RuntimeFailure when ONNX Runtime cannot run the model on `inputs`
    public List<Tensor> run(List<Tensor> inputs) {
        try (Repeated ready = repeated(inputs);
                OrtSession.Result result = session.run(ready.fed, wanted)) {
            return copied(result);
        } catch (OrtException e) {
            throw failure(RuntimeProblem.RUN_FAILED, "The model did not run.", e);
        }
    }

    /// {@return the same inputs, ready to be run again and again, which takes the engine's own time
    /// and hardly more}
    ///
    /// @throws RuntimeFailure when ONNX Runtime does not take `inputs`
    public Repeated repeated(List<Tensor> inputs) {
        Map<String, OnnxTensor> fed = new LinkedHashMap<>();
        try {
            for (Tensor input : inputs) {
                fed.put(input.name(), OrtTensors.open(environment, input));
            }
            return new Repeated(fed);
        } catch (OrtException e) {
            fed.values().forEach(OnnxTensor::close);
            throw failure(RuntimeProblem.RUN_FAILED, "The model did not run.", e);
        }
    }

    /// Inputs that stay in the engine's form. Closed before its session.
    public final class Repeated implements AutoCloseable {
        private final Map<String, OnnxTensor> fed;

        private Repeated(Map<String, OnnxTensor> fed) {
            this.fed = fed;
        }

        /// Runs the model once; what it answers is dropped.
        ///
        /// @throws RuntimeFailure when ONNX Runtime cannot run the model
        public void run() {
            try (OrtSession.Result _ = session.run(fed, wanted)) {
                return;
            } catch (OrtException e) {
                throw failure(RuntimeProblem.RUN_FAILED, "The model did not run.", e);
            }
        }

        @Override
        public void close() {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    private List<Tensor> copied(OrtSession.Result result) throws OrtException {
        var outputs = new ArrayList<Tensor>();
        for (Port port : ports.outputs()) {
            OnnxValue value = result.get(port.name()).orElseThrow();
            outputs.add(OrtTensors.copy(port, (OnnxTensor) value));
        }
        return outputs;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            LOG.log(Level.ERROR, "A session did not close and is leaked.", e);
        }
    }
}
