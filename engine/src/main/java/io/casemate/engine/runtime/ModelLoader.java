package io.casemate.engine.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.SeededInputs;
import io.casemate.engine.tensors.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Opens a model's sessions and runs each once before anyone else may.
final class ModelLoader {
    private static final long SEED = 1;
    private static final long MAX_ELEMENTS = 1 << 22;

    /// Sizes tried for what a model leaves open, until one runs. Every size of the airlock's trial
    /// run is among them: what was admitted must not be refused here.
    private static final List<Long> FREE_SIZES =
            List.of(8L, 1L, 16L, 32L, 64L, 224L, 512L, 1024L, 4096L, 16_000L);

    private final OrtEnvironment environment;
    private final NativeHandles handles;
    private final RuntimeConfig config;

    ModelLoader(OrtEnvironment environment, NativeHandles handles, RuntimeConfig config) {
        this.environment = environment;
        this.handles = handles;
        this.config = config;
    }

    /// What is to be loaded.
    record Source(String name, String revision, Path file, Sessions sessions) {

        private int replicas() {
            return sessions.count();
        }
    }

    /// {@return the model, warm but not started; refused without anything left open}
    Outcome<LoadedModel> load(Source source, Measurements measurements) {
        List<Replica> replicas = new ArrayList<>();
        Outcome<LoadedModel> loaded = null;
        try {
            for (int i = 0; i < source.replicas(); i++) {
                replicas.add(Replica.open(environment, handles, session(source)));
            }
            loaded =
                    replicas.getFirst()
                            .ports(source.name())
                            .then(ports -> warm(source, ports, replicas))
                            .map(served -> model(served, measurements, replicas));
            return loaded;
        } catch (OrtException e) {
            return Outcome.refused(
                    new Problem(
                            RuntimeProblem.NOT_LOADED,
                            "'%s' was not loaded.".formatted(source.name()),
                            "ONNX Runtime turned the model down: %s".formatted(e.getMessage()),
                            "Inspect the model for operators that this version does not know."));
        } finally {
            if (!(loaded instanceof Outcome.Done<LoadedModel>)) {
                replicas.forEach(Replica::close);
            }
        }
    }

    private LoadedModel model(Served served, Measurements measurements, List<Replica> replicas) {
        return new LoadedModel(served, config.queueLimit(), measurements, replicas);
    }

    private OrtSession session(Source source) throws OrtException {
        try (var options =
                SessionOptions.open(
                        source.sessions().settings(), config.intraOpThreads(source.sessions()))) {
            return handles.opened(environment.createSession(source.file().toString(), options));
        }
    }

    private Outcome<Served> warm(Source source, Ports ports, List<Replica> replicas) {
        String lastFailure = "no size was small enough";
        for (long freeSize : FREE_SIZES) {
            if (elements(ports, freeSize) > MAX_ELEMENTS && freeSize != FREE_SIZES.getFirst()) {
                continue;
            }
            try {
                List<Tensor> inputs = SeededInputs.of(ports.inputs(), SEED, freeSize);
                for (Replica replica : replicas) {
                    replica.execute(request(inputs, ports), ports);
                }
                return Outcome.done(
                        new Served(
                                source.name(),
                                source.revision(),
                                ports.inputs(),
                                ports.outputs(),
                                source.replicas()));
            } catch (OrtException | ArithmeticException e) {
                lastFailure = String.valueOf(e.getMessage());
            }
        }
        return Outcome.refused(
                new Problem(
                        RuntimeProblem.NOT_WARMED,
                        "'%s' was not loaded.".formatted(source.name()),
                        "It did not run on seeded inputs: %s.".formatted(lastFailure),
                        "Give its inputs fixed shapes, and import it again."));
    }

    private static Request request(List<Tensor> inputs, Ports ports) {
        return new Request(
                inputs,
                ports.outputs().stream().map(Port::name).toList(),
                0,
                0,
                new CompletableFuture<>());
    }

    private static double elements(Ports ports, long freeSize) {
        double most = 0;
        for (Port port : ports.inputs()) {
            double product = 1;
            for (long size : port.shape()) {
                product *= size < 0 ? freeSize : size;
            }
            most = Math.max(most, product);
        }
        return most;
    }
}
