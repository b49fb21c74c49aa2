package io.casemate.engine.capture;

import io.casemate.engine.capture.CaptureCommand.Amount;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.deploy.Deployments;
import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.feed.Subscription;
import io.casemate.engine.fleet.CaptureState;
import io.casemate.engine.fleet.CaptureState.Phase;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.RequestCaptures;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerException;
import io.casemate.engine.lifecycle.Workers;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/// Captures as the ledger has them and the agent makes them.
///
/// | | Ledger | Agent |
/// |---|---|---|
/// | start | `CaptureStarted`, with the consent | keeps requests |
/// | the agent refuses | `CaptureEnded` with no samples | - |
/// | stop, limit reached, undeployed, agent ended | `CaptureEnded`, with count and digest | keeps no more |
/// | the console died | `CaptureEnded` at its next start | ended with it |
/// | delete | `CaptureDeleted` | - |
public final class LiveCaptures implements Captures, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LiveCaptures.class.getName());

    private final Sources sources;
    private final CaptureEnds ends;
    private final Path folder;
    private final Clock clock;
    private final Semaphore stale = new Semaphore(0);
    private final CaptureProjection projection = new CaptureProjection(stale::release);
    private final LiveFeed<List<Capture>> feed = new LiveFeed<>(List.of());
    private final ReentrantLock deciding = new ReentrantLock();
    private final Workers workers = new Workers("capture", Duration.ofSeconds(2));
    private final Subscription states;

    /// What captures stand on.
    public record Sources(Ledger ledger, Deployments deployments, RequestCaptures agents) {}

    /// Ends on record what an earlier console left running.
    ///
    /// @param folder of captures that are given none
    public LiveCaptures(Sources sources, Path folder, Clock clock) {
        this.sources = sources;
        ends = new CaptureEnds(sources.ledger(), sources.agents());
        this.folder = folder;
        this.clock = clock;
        sources.ledger().attach(projection);
        projection.latest().stream()
                .filter(Capture::isRunning)
                .forEach(capture ->
                        ends.write(
                                capture,
                                Phase.ENDED,
                                "The console ended, and the consent with it.",
                                0));
        states = sources.agents().captures().subscribe(_ -> stale.release());
        workers.execute(this::keepUp);
    }

    @Override
    public Feed<List<Capture>> all() {
        return feed;
    }

    @Override
    public Outcome<Capture> execute(CaptureCommand command) throws InterruptedException {
        deciding.lockInterruptibly();
        try {
            return switch (command) {
                case CaptureCommand.Start start -> start(start);
                case CaptureCommand.Stop(DeploymentId deployment) -> stop(deployment);
                case CaptureCommand.Delete(CaptureId id) -> delete(id);
            };
        } catch (LedgerException e) {
            return Outcome.refused(e.problem());
        } finally {
            deciding.unlock();
            publish();
        }
    }

    private Outcome<Capture> start(CaptureCommand.Start command) throws InterruptedException {
        DeploymentId deployment = command.deployment();
        Outcome<Deployment> serving =
                StartRules.check(command, running(deployment))
                        .then(_ ->
                                StartRules.serving(
                                        deployment, sources.deployments().all().latest()));
        return switch (serving) {
            case Outcome.Refused<Deployment>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Deployment>(Deployment found) -> start(command, found);
        };
    }

    private Outcome<Capture> start(CaptureCommand.Start command, Deployment serving)
            throws InterruptedException {
        CaptureId id = CaptureId.of(command.deployment(), clock.instant());
        var place = new CaptureFolder(command.out().orElse(folder.resolve(id.text())));
        Amount amount = command.amount();
        var started =
                new CaptureStarted(
                        id,
                        command.deployment(),
                        serving.model(),
                        serving.revision(),
                        place.path().toString(),
                        command.consent().strip(),
                        amount.samples(),
                        amount.every(),
                        amount.mostBytes());
        Optional<Problem> unusable = StartRules.prepare(place, started);
        if (unusable.isPresent()) {
            return Outcome.refused(unusable.get());
        }
        sources.ledger().append(Draft.of(started, command.deployment().text()));
        return switch (sources.agents().startCapture(started.order())) {
            case Outcome.Refused<CaptureState>(Problem problem) -> {
                ends.write(now(id), Phase.FAILED, problem.why(), 0);
                yield Outcome.refused(problem);
            }
            case Outcome.Done<CaptureState>(CaptureState state) ->
                    Outcome.done(now(id).with(Optional.of(state)));
        };
    }

    private Outcome<Capture> stop(DeploymentId deployment) throws InterruptedException {
        Optional<Capture> running = running(deployment);
        if (running.isEmpty()) {
            return Outcome.refused(
                    CaptureProblem.UNKNOWN.because(
                            "No capture for '%s' was stopped.".formatted(deployment),
                            "None runs.",
                            "Look at 'casemate capture list' for those that ended."));
        }
        Capture capture = running.get();
        Outcome<CaptureState> answer = sources.agents().stopCapture(deployment);
        return ends.stopped(capture, answer).map(_ -> now(capture.id()));
    }

    private Outcome<Capture> delete(CaptureId id) {
        Optional<Capture> found = projection.find(id);
        Optional<Problem> problem = StartRules.deletable(id, found);
        if (problem.isPresent()) {
            return Outcome.refused(problem.get());
        }
        var place = new CaptureFolder(Path.of(found.get().started().folder()));
        try {
            CaptureFolder.Deleted gone = place.delete();
            sources.ledger()
                    .append(
                            Draft.of(
                                    new CaptureDeleted(id, gone.samples(), gone.bytes()),
                                    found.get().started().deployment().text()));
            return Outcome.done(now(id));
        } catch (IOException e) {
            return Outcome.refused(
                    CaptureProblem.FOLDER.because(
                            "The capture %s was not deleted.".formatted(id),
                            "Its folder %s: %s.".formatted(place.path(), e),
                            "See to it that the folder can be written, and repeat it."));
        }
    }

    private Optional<Capture> running(DeploymentId deployment) {
        return projection.latest().stream()
                .filter(Capture::isRunning)
                .filter(capture -> capture.started().deployment().equals(deployment))
                .findFirst();
    }

    private Capture now(CaptureId id) {
        return projection.find(id).orElseThrow();
    }

    /// Writes down what ended by itself, and publishes.
    private void keepUp() {
        try {
            while (true) {
                stale.acquire();
                stale.drainPermits();
                deciding.lockInterruptibly();
                try {
                    writeEnds();
                } catch (LedgerException e) {
                    LOG.log(Level.WARNING, "The end of a capture is not in the ledger yet.", e);
                } finally {
                    deciding.unlock();
                }
                publish();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeEnds() {
        for (Capture capture : projection.latest()) {
            Optional<CaptureState> state =
                    capture.isRunning() ? ends.stateOf(capture) : Optional.empty();
            state.filter(one -> !one.isRunning())
                    .ifPresent(one -> ends.write(capture, one.phase(), one.why(), one.dropped()));
        }
    }

    private void publish() {
        feed.update(_ ->
                projection.latest().stream()
                        .map(capture ->
                                capture.isRunning() ? capture.with(ends.stateOf(capture)) : capture)
                        .toList());
    }

    /// Ends what runs, on record.
    @Override
    public void close() {
        states.close();
        workers.close();
        for (Capture capture : projection.latest()) {
            if (capture.isRunning()) {
                Optional<CaptureState> state = ends.stateOf(capture);
                ends.write(
                        capture,
                        Phase.ENDED,
                        "The console was closed, and the consent ended with it.",
                        state.map(CaptureState::dropped).orElse(0L));
            }
        }
    }
}
