package io.casemate.engine.runtime;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tensors.Tensor;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A model with its queue and its replicas, from the first warm run to the last answer.
final class LoadedModel {
    private static final System.Logger LOG = System.getLogger(LoadedModel.class.getName());

    private final Served served;
    private final TensorCheck check;
    private final RequestQueue queue;
    private final int queueLimit;
    private final Measurements measurements;
    private final List<Replica> replicas;
    private final List<Thread> threads = new ArrayList<>();

    LoadedModel(Served served, int queueLimit, Measurements measurements, List<Replica> replicas) {
        this.served = served;
        this.queueLimit = queueLimit;
        this.measurements = measurements;
        this.replicas = List.copyOf(replicas);
        queue = new RequestQueue(queueLimit);
        var ports = new Ports(served.inputs(), served.outputs());
        check = new TensorCheck(served.name(), ports);
        var model = new Replica.Model(served.name(), ports, queue, measurements);
        this.replicas.forEach(replica -> replica.serve(model));
    }

    void start() {
        for (Replica replica : replicas) {
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("model-" + served.name() + "-" + threads.size())
                            .start(replica));
        }
    }

    Served served() {
        return served;
    }

    Measurements measurements() {
        return measurements;
    }

    Totals totals() {
        return measurements.totals(served, queue.size());
    }

    Outcome<Request> request(List<Tensor> inputs, List<String> outputs, Duration deadline) {
        long now = System.nanoTime();
        return check.inputs(inputs)
                .then(ordered ->
                        check.outputs(outputs)
                                .map(wanted ->
                                        new Request(
                                                ordered,
                                                wanted,
                                                now,
                                                now + deadline.toNanos(),
                                                new CompletableFuture<>())));
    }

    /// Puts `request` into the queue; [RequestQueue.Offer#CLOSED] once this model is being replaced
    /// or unloaded.
    RequestQueue.Offer offer(Request request) {
        return queue.offer(request);
    }

    Outcome<InferResult> await(Request request) throws InterruptedException {
        long left = request.deadlineNanos() - System.nanoTime();
        try {
            return request.answer().get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            giveUp(request);
            return Outcome.refused(tooLate(request));
        } catch (InterruptedException e) {
            giveUp(request);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("answers are completed normally", e);
        }
    }

    Problem queueFull() {
        return new Problem(
                RuntimeProblem.QUEUE_FULL,
                "A request to '%s' was not accepted.".formatted(served.name()),
                "%d requests wait, and %d may.".formatted(queue.size(), queueLimit),
                "Send it again later, or give the deployment more replicas.");
    }

    /// Answers what is in the queue, then closes the sessions. A run that does not end within
    /// `grace` is abandoned with its memory.
    void close(Duration grace) {
        queue.close();
        long deadline = System.nanoTime() + grace.toNanos();
        for (Thread thread : threads) {
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                if (!thread.join(Duration.ofNanos(left))) {
                    LOG.log(
                            Level.WARNING,
                            "A run of {0} did not end within {1} and is abandoned.",
                            served.name(),
                            grace);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void giveUp(Request request) {
        request.answer().cancel(false);
        queue.remove(request);
        replicas.forEach(replica -> replica.stop(request));
    }

    private Problem tooLate(Request request) {
        long waited = (System.nanoTime() - request.acceptedNanos()) / 1_000_000;
        long allowed = (request.deadlineNanos() - request.acceptedNanos()) / 1_000_000;
        return new Problem(
                RuntimeProblem.TOO_LATE,
                "A request to '%s' was not answered in time.".formatted(served.name()),
                "It took %d ms, and %d ms were allowed; %d requests wait."
                        .formatted(waited, allowed, queue.size()),
                "Allow more time, send less at once, or give the deployment more replicas.");
    }
}
