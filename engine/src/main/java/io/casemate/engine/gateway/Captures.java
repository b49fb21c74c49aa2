package io.casemate.engine.gateway;

import io.casemate.engine.fleet.CaptureDuties;
import io.casemate.engine.fleet.CaptureOrder;
import io.casemate.engine.fleet.CaptureState;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.golden.NpzWriter;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.runtime.ModelRuntime;
import io.casemate.engine.runtime.Served;
import io.casemate.engine.tensors.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The captures of this host. Where none runs, a request costs one look-up.
final class Captures implements CaptureDuties, AutoCloseable {
    private final ModelRuntime runtime;
    private final ConcurrentMap<String, Capture> running = new ConcurrentHashMap<>();
    private final List<CaptureState> ended = new ArrayList<>();

    Captures(ModelRuntime runtime) {
        this.runtime = runtime;
    }

    /// Takes note of an answered request. Never waits.
    ///
    /// @param inputs not changed by anyone afterwards
    void offer(String model, List<Tensor> inputs) {
        Capture capture = running.get(model);
        if (capture != null) {
            capture.offer(inputs);
        }
    }

    @Override
    public Outcome<CaptureState> start(CaptureOrder order) {
        String name = order.deployment().text();
        Optional<Served> served = runtime.find(name);
        if (served.isEmpty()) {
            return refused(
                    CaptureProblem.NOT_SERVED,
                    order,
                    "Nothing is served under that name.",
                    "Deploy a model under that name first.");
        }
        Optional<String> text =
                served.get().inputs().stream()
                        .filter(port -> !NpzWriter.canWrite(port.datatype()))
                        .map(port -> "'%s' is %s".formatted(port.name(), port.datatype()))
                        .findFirst();
        if (text.isPresent()) {
            return refused(
                    CaptureProblem.NO_ARRAY_FORM,
                    order,
                    "Its input %s, which calibration data do not hold.".formatted(text.get()),
                    "Make a folder of samples by other means.");
        }
        return begin(order, served.get());
    }

    private Outcome<CaptureState> begin(CaptureOrder order, Served served) {
        String name = order.deployment().text();
        Capture before = running.get(name);
        if (before != null && before.state().isRunning()) {
            return refused(
                    CaptureProblem.RUNS_ALREADY,
                    order,
                    "One runs already and has kept %d samples.".formatted(before.state().kept()),
                    "Stop that one first, with 'casemate capture stop %s'.".formatted(name));
        }
        var capture = new Capture(order, served.inputs());
        running.put(name, capture);
        capture.begin();
        return Outcome.done(capture.state());
    }

    private static Outcome<CaptureState> refused(
            CaptureProblem reason, CaptureOrder order, String why, String remedy) {
        return Outcome.refused(
                reason.because(
                        "Requests to '%s' are not captured.".formatted(order.deployment()),
                        why,
                        remedy));
    }

    @Override
    public Optional<CaptureState> stop(
            DeploymentId deployment, CaptureState.Phase how, String why) {
        Optional<Capture> capture = Optional.ofNullable(running.remove(deployment.text()));
        capture.ifPresent(one -> {
            one.end(how, why);
            synchronized (ended) {
                ended.add(one.state());
            }
        });
        return capture.map(Capture::state);
    }

    @Override
    public List<CaptureState> changes() {
        var changes = new ArrayList<CaptureState>();
        for (Map.Entry<String, Capture> one : running.entrySet()) {
            CaptureState state = one.getValue().state();
            changes.add(state);
            if (!state.isRunning()) {
                running.remove(one.getKey(), one.getValue());
            }
        }
        synchronized (ended) {
            changes.addAll(ended);
            ended.clear();
        }
        return changes;
    }

    @Override
    public void close() {
        running.values()
                .forEach(capture ->
                        capture.end(
                                CaptureState.Phase.ENDED,
                                "The agent ended, and the consent with it."));
    }
}
