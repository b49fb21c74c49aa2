package io.casemate.engine.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One session with a platform thread of its own. Everything native in it is opened before the
/// thread starts or on it, and closed by it when the queue has ended.
final class Replica implements Runnable {
    private static final System.Logger LOG = System.getLogger(Replica.class.getName());

    private final OrtEnvironment environment;
    private final NativeHandles handles;
    private final OrtSession session;
    private final OrtSession.RunOptions options;
    private final ReentrantLock guard = new ReentrantLock();

    /// What runs now, and whether it was told to stop. Guarded by `guard`.
    private @Nullable Request current;

    private boolean isStopped;
    private @Nullable Binding binding;
    private @Nullable Model model;

    /// What the thread works for.
    record Model(String name, Ports ports, RequestQueue queue, Measurements measurements) {}

    private Replica(
            OrtEnvironment environment,
            NativeHandles handles,
            OrtSession session,
            OrtSession.RunOptions options) {
        this.environment = environment;
        this.handles = handles;
        this.session = session;
        this.options = options;
    }

    static Replica open(OrtEnvironment environment, NativeHandles handles, OrtSession session)
            throws OrtException {
        try {
            return new Replica(
                    environment, handles, session, handles.opened(new OrtSession.RunOptions()));
        } catch (OrtException e) {
            handles.close(session);
            throw e;
        }
    }

    Outcome<Ports> ports(String name) throws OrtException {
        return Ports.of(name, session);
    }

    void serve(Model served) {
        model = served;
    }

    @Override
    public void run() {
        Model served = Objects.requireNonNull(model);
        try {
            Optional<Request> next = served.queue().take();
            while (next.isPresent()) {
                answer(next.get(), served);
                next = served.queue().take();
            }
        } finally {
            close();
        }
    }

    /// Makes ONNX Runtime give up on `request`, if it runs here.
    void stop(Request request) {
        guard.lock();
        try {
            if (current == request) {
                isStopped = true;
                options.setTerminate(true);
            }
        } catch (OrtException e) {
            LOG.log(Level.WARNING, "A late run could not be told to stop.", e);
        } finally {
            guard.unlock();
        }
    }

    List<Tensor> execute(Request request, Ports ports) throws OrtException {
        List<Port> wanted = new ArrayList<>(request.outputs().size());
        for (String name : request.outputs()) {
            for (Port port : ports.outputs()) {
                if (port.name().equals(name)) {
                    wanted.add(port);
                }
            }
        }
        return Binding.suits(request) ? bound(request, wanted) : unbound(request, wanted);
    }

    void close() {
        if (binding != null) {
            binding.close();
        }
        handles.close(options);
        handles.close(session);
    }

    static List<Tensor> copies(List<Port> ports, OrtSession.Result result) throws OrtException {
        List<Tensor> copies = new ArrayList<>(ports.size());
        for (Port port : ports) {
            OnnxTensor value = (OnnxTensor) result.get(port.name()).orElseThrow();
            copies.add(OrtTensors.copy(port, value));
        }
        return copies;
    }

    private void answer(Request request, Model served) {
        long started = System.nanoTime();
        if (request.isAbandoned(started)) {
            return;
        }
        try {
            begin(request);
            List<Tensor> outputs = execute(request, served.ports());
            long ended = System.nanoTime();
            long queued = started - request.acceptedNanos();
            served.measurements().ran(queued, ended - started);
            request.answer()
                    .complete(Outcome.done(new InferResult(outputs, queued, ended - started)));
        } catch (OrtException e) {
            request.answer().complete(Outcome.refused(failed(served.name(), e)));
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.log(Level.ERROR, "A request to " + served.name() + " broke its replica.", e);
            request.answer().complete(Outcome.refused(failed(served.name(), e)));
        } finally {
            end();
        }
    }

    private void begin(Request request) throws OrtException {
        guard.lock();
        try {
            current = request;
            if (isStopped) {
                options.setTerminate(false);
                isStopped = false;
            }
        } finally {
            guard.unlock();
        }
    }

    private void end() {
        guard.lock();
        try {
            current = null;
        } finally {
            guard.unlock();
        }
    }

    private List<Tensor> bound(Request request, List<Port> wanted) throws OrtException {
        Binding bound = binding;
        if (bound == null || !bound.fits(request)) {
            if (bound != null) {
                bound.close();
                binding = null;
            }
            bound = Binding.open(environment, handles, request, wanted);
            binding = bound;
        }
        return bound.run(session, request, options);
    }

    private List<Tensor> unbound(Request request, List<Port> wanted) throws OrtException {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            for (Tensor input : request.inputs()) {
                inputs.put(input.name(), handles.opened(OrtTensors.open(environment, input)));
            }
            OrtSession.Result result =
                    handles.opened(session.run(inputs, Set.copyOf(request.outputs()), options));
            try {
                return copies(wanted, result);
            } finally {
                handles.close(result);
            }
        } finally {
            inputs.values().forEach(handles::close);
        }
    }

    private static Problem failed(String name, Throwable cause) {
        return new Problem(
                RuntimeProblem.RUN_FAILED,
                "A request to '%s' was not answered.".formatted(name),
                "ONNX Runtime could not run it: %s".formatted(cause.getMessage()),
                "Check that sizes and values are what the model expects.");
    }
}
