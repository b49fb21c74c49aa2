package io.casemate.engine.runtime;

import ai.onnxruntime.OrtEnvironment;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.telemetry.Second;
import io.casemate.engine.tensors.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Serves models from ONNX Runtime sessions in this process.
///
/// Each model has a bounded queue and `replicas` sessions, each with a platform thread of its own,
/// since native runs would hold the carriers of virtual threads.
public final class OrtRuntime implements ModelRuntime {
    private static final Duration STOPPING = Duration.ofSeconds(2);

    private final RuntimeConfig config;
    private final NativeHandles handles = new NativeHandles();
    private final ModelLoader loader;
    private final Map<String, LoadedModel> models = new ConcurrentHashMap<>();

    /// Held while models come and go, never while requests run.
    private final ReentrantLock changing = new ReentrantLock();

    private volatile boolean isClosed;

    /// Maps ONNX Runtime's native library into this process.
    ///
    /// @throws RuntimeFailure when it is missing or broken
    public OrtRuntime(RuntimeConfig config) {
        this.config = config;
        loader = new ModelLoader(environment(), handles, config);
    }

    @Override
    public Outcome<Served> load(String name, String revision, Path modelFile, Sessions sessions) {
        changing.lock();
        try {
            if (isClosed) {
                return Outcome.refused(closing(name));
            }
            Optional<LoadedModel> before = Optional.ofNullable(models.get(name));
            Measurements measurements =
                    before.map(LoadedModel::measurements).orElseGet(Measurements::new);
            var source = new ModelLoader.Source(name, revision, modelFile, sessions);
            return loader.load(source, measurements)
                    .map(model -> {
                        model.start();
                        models.put(name, model);
                        before.ifPresent(this::close);
                        return model.served();
                    });
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void unload(String name) {
        changing.lock();
        try {
            Optional.ofNullable(models.remove(name)).ifPresent(this::close);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public Optional<Served> find(String name) {
        return Optional.ofNullable(models.get(name)).map(LoadedModel::served);
    }

    @Override
    public List<Served> list() {
        return totals().stream().map(Totals::served).toList();
    }

    @Override
    public Outcome<InferResult> infer(String name, List<Tensor> inputs, List<String> wantedOutputs)
            throws InterruptedException {
        return infer(name, inputs, wantedOutputs, config.deadline());
    }

    @Override
    public Outcome<InferResult> infer(
            String name, List<Tensor> inputs, List<String> wantedOutputs, Duration deadline)
            throws InterruptedException {
        while (true) {
            LoadedModel model = models.get(name);
            if (model == null) {
                return Outcome.refused(unknown(name));
            }
            switch (model.request(inputs, wantedOutputs, deadline)) {
                case Outcome.Refused<Request>(Problem problem) -> {
                    return Outcome.refused(problem);
                }
                case Outcome.Done<Request>(Request request) -> {
                    switch (model.offer(request)) {
                        case TAKEN -> {
                            return model.await(request);
                        }
                        case FULL -> {
                            return Outcome.refused(model.queueFull());
                        }
                        // Replaced in between: the next one has the name.
                        case CLOSED -> Thread.onSpinWait();
                    }
                }
            }
        }
    }

    @Override
    public void recordAnswer(String name, long totalNanos, boolean isError) {
        LoadedModel model = models.get(name);
        if (model != null) {
            model.measurements().answered(totalNanos, isError);
        }
    }

    @Override
    public List<Second> drainSecond(long epochSecond) {
        return models.values().stream()
                .map(model -> model.measurements().drain(model.served().name(), epochSecond))
                .toList();
    }

    @Override
    public List<Totals> totals() {
        return models.values().stream()
                .map(LoadedModel::totals)
                .sorted(Comparator.comparing(totals -> totals.served().name()))
                .toList();
    }

    @Override
    public void close() {
        changing.lock();
        try {
            isClosed = true;
            List.copyOf(models.keySet()).forEach(this::unload);
        } finally {
            changing.unlock();
        }
    }

    NativeHandles handles() {
        return handles;
    }

    private void close(LoadedModel model) {
        model.close(config.deadline().plus(STOPPING));
    }

    private static OrtEnvironment environment() {
        try {
            return OrtEnvironment.getEnvironment();
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new RuntimeFailure(
                    new Problem(
                            RuntimeProblem.NO_LIBRARY,
                            "ONNX Runtime was not started.",
                            "Its native library could not be loaded: %s.".formatted(e),
                            "Check the installation and the rights on its native folder."),
                    e);
        }
    }

    private static Problem unknown(String name) {
        return new Problem(
                RuntimeProblem.UNKNOWN_MODEL,
                "A request to '%s' was not run.".formatted(name),
                "Nothing is served under that name here.",
                "List the deployments, and use one of their names.");
    }

    private static Problem closing(String name) {
        return new Problem(
                RuntimeProblem.CLOSING,
                "'%s' was not loaded.".formatted(name),
                "The agent is closing.",
                "Start the agent again, and repeat.");
    }
}
