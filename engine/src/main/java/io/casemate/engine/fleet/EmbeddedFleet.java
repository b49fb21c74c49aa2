package io.casemate.engine.fleet;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.telemetry.Latencies;
import io.casemate.engine.telemetry.SeriesId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// A fleet of one: this machine, whose agent is a child process of this one and ends with it.
public final class EmbeddedFleet implements FleetEngine, RequestCaptures {
    /// An agent answers accepted requests for up to 30 s before it unloads.
    private static final Duration UNLOADING = Duration.ofSeconds(35);

    private enum Stage {
        NEW,
        RUNNING,
        CLOSED
    }

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.NEW);
    private final Latencies latencies;
    private final ThisMachine machine;
    private final PlacementBook book;
    private final CaptureBook captures = new CaptureBook();
    private final AgentSupervisor supervisor;

    /// @param latencies told of what the agent measures
    public EmbeddedFleet(EmbeddedFleetConfig config, Latencies latencies) {
        this.latencies = latencies;
        machine = new ThisMachine(InstantSource.system());
        book = new PlacementBook(HostId.THIS_MACHINE, InstantSource.system());
        supervisor = 
                new AgentSupervisor(
                        config, machine, new AgentSupervisor.Books(book, captures), latencies);
    }

    @Override
    public void start() {
        if (!stage.compareAndSet(Stage.NEW, Stage.RUNNING)) {
            throw new IllegalStateException("fleet was started before: " + stage.get());
        }
        supervisor.start();
    }

    @Override
    public Feed<List<Host>> hosts() {
        return machine.feed();
    }

    @Override
    public Feed<List<Placement>> placements() {
        return book.feed();
    }

    @Override
    public Outcome<Placement> place(Order order, Progress progress) throws InterruptedException {
        if (stage.get() != Stage.RUNNING) {
            return Outcome.refused(FleetProblems.notRunning(order.deployment()));
        }
        progress.report("Checking, loading and warming %s".formatted(order.model()));
        Future<Outcome<Placement>> answer = book.attempt(order);
        if (stage.get() != Stage.RUNNING) {
            book.refuseAttempts(FleetProblems::notRunning);
        }
        try {
            return answer.get();
        } catch (InterruptedException e) {
            book.giveUp(order);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer cannot fail", e);
        }
    }

    @Override
    public void restore(Order order) {
        book.restore(order);
    }

    @Override
    public Outcome<Placement> withdraw(DeploymentId deployment) throws InterruptedException {
        var unloaded = new CompletableFuture<Boolean>();
        Optional<Placement> placement = book.withdraw(deployment, unloaded);
        try {
            unloaded.get(UNLOADING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It is withdrawn all the same: no agent is ordered to serve it again.
            System.getLogger(EmbeddedFleet.class.getName())
                    .log(System.Logger.Level.WARNING, "Unloading " + deployment + " is slow.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an unload cannot fail", e);
        }
        latencies.forget(new SeriesId(deployment.text()));
        return placement
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(FleetProblems.unknown(deployment)));
    }

    @Override
    public Feed<List<CaptureState>> captures() {
        return captures.feed();
    }

    @Override
    public Outcome<CaptureState> startCapture(CaptureOrder order) throws InterruptedException {
        return answer(captures.start(order), order.deployment());
    }

    @Override
    public Outcome<CaptureState> stopCapture(DeploymentId deployment) throws InterruptedException {
        return answer(captures.stop(deployment), deployment);
    }

    private static Outcome<CaptureState> answer(
            Future<Outcome<CaptureState>> answer, DeploymentId deployment)
            throws InterruptedException {
        try {
            return answer.get(UNLOADING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return Outcome.refused(FleetProblems.captureUnanswered(deployment, UNLOADING));
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer cannot fail", e);
        }
    }

    /// Lets the agent answer what it has accepted, for up to 30 s, then ends it.
    @Override
    public void close() {
        Stage before = stage.getAndSet(Stage.CLOSED);
        if (before == Stage.RUNNING) {
            supervisor.stop();
            machine.offline();
            captures.agentDown();
            book.agentDown("The fleet was closed.");
            book.refuseAttempts(FleetProblems::notRunning);
        }
    }
}
