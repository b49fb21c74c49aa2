package io.casemate.engine.fleet;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.telemetry.Second;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// The agent's end of the line to its console: takes orders from one stream, reports on the other.
///
/// Orders are carried out one after the other on a thread of their own, so a long load delays no
/// report. When the console closes the line, or dies, the session drains and ends: an agent never
/// outlives its console by more than the grace period.
public final class AgentSession {
    /// The session ended as it should.
    public static final int ENDED = 0;

    /// The console speaks another version of the protocol.
    public static final int PROTOCOL_DIFFERS = 4;

    private static final System.Logger LOG = System.getLogger(AgentSession.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final ThreadFactory DAEMONS =
            Thread.ofPlatform().daemon().name("agent-", 1).factory();

    private final AgentDuties duties;
    private final OutputStream reports;
    private final ReentrantLock reporting = new ReentrantLock();
    private final Set<DeploymentId> served = ConcurrentHashMap.newKeySet();
    private final LoadMeter meter = new LoadMeter();
    private final ExecutorService work = Executors.newSingleThreadExecutor(DAEMONS);
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(DAEMONS);

    private AgentSession(AgentDuties duties, OutputStream reports) {
        this.duties = duties;
        this.reports = reports;
    }

    /// Serves until the console says stop or goes away.
    ///
    /// @param orders standard input
    /// @param reports the real standard output; nothing else may be written to it
    /// @return [#ENDED] or [#PROTOCOL_DIFFERS], for the exit of the process, which is to follow at
    ///   once
    public static int run(AgentDuties duties, InputStream orders, OutputStream reports) {
        var session = new AgentSession(duties, reports);
        try {
            return session.serve(new LineReader(orders, AgentProtocol.MAX_LINE));
        } finally {
            session.drain();
        }
    }

    private int serve(LineReader orders) {
        report(
                new AgentReport.Started(
                        AgentProtocol.VERSION, duties.endpoint(), ProcessHandle.current().pid()));
        long toNextSecond = 1000 - System.currentTimeMillis() % 1000;
        clock.scheduleAtFixedRate(this::reportSecond, toNextSecond, 1000, TimeUnit.MILLISECONDS);
        boolean goesOn = true;
        while (goesOn) {
            Optional<String> line = next(orders);
            switch (line.map(AgentProtocol::readOrder).orElseGet(AgentSession::stop)) {
                case Outcome.Done<AgentOrder>(AgentOrder.Hello(int version))
                        when version != AgentProtocol.VERSION -> {
                    return refuse(version);
                }
                case Outcome.Done<AgentOrder>(AgentOrder order) -> goesOn = take(order);
                case Outcome.Refused<AgentOrder>(Problem problem) ->
                        LOG.log(Level.ERROR, problem.toString());
            }
        }
        return ENDED;
    }

    private static Outcome<AgentOrder> stop() {
        return Outcome.done(new AgentOrder.Stop());
    }

    /// {@return the next line; empty when the console is gone, in whichever way}
    private static Optional<String> next(LineReader orders) {
        try {
            return orders.next();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The line from the console broke.", e);
            return Optional.empty();
        }
    }

    private static int refuse(int version) {
        LOG.log(
                Level.ERROR,
                "The console speaks protocol {0} and this agent {1}. Start both from one version.",
                version,
                AgentProtocol.VERSION);
        return PROTOCOL_DIFFERS;
    }

    private boolean take(AgentOrder order) {
        switch (order) {
            case AgentOrder.Hello _ -> LOG.log(Level.INFO, "The console greeted this agent.");
            case AgentOrder.Load(long number, Order wanted) ->
                    work.execute(() -> report(load(number, wanted)));
            case AgentOrder.Unload(long number, DeploymentId deployment) ->
                    work.execute(() -> unload(number, deployment));
            case AgentOrder.StartCapture(long number, CaptureOrder wanted) ->
                    work.execute(() -> report(capture(number, wanted)));
            case AgentOrder.StopCapture(long number, DeploymentId deployment) ->
                    work.execute(() -> stopCapture(number, deployment));
            case AgentOrder.Stop _ -> {
                return false;
            }
        }
        return true;
    }

    private AgentReport load(long number, Order order) {
        try {
            Outcome<?> outcome = RevisionContent.verify(order).then(this::loadVerified);
            return switch (outcome) {
                case Outcome.Done<?> _ -> new AgentReport.Loaded(number);
                case Outcome.Refused<?>(Problem problem) ->
                        new AgentReport.LoadFailed(number, problem);
            };
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "Loading '" + order.deployment() + "' failed.", e);
            return new AgentReport.LoadFailed(number, failed(order, e));
        }
    }

    private Outcome<Order> loadVerified(Order order) {
        return switch (duties.load(order)) {
            case Outcome.Done<?> _ -> {
                served.add(order.deployment());
                yield Outcome.done(order);
            }
            case Outcome.Refused<?>(Problem problem) -> Outcome.refused(problem);
        };
    }

    private static Problem failed(Order order, Throwable cause) {
        return new Problem(
                FleetProblem.AGENT_FAILED,
                "'%s' was not loaded.".formatted(order.deployment()),
                "The agent failed in a way it did not expect: %s.".formatted(cause),
                "Read the agent's log in the data folder, and report it with the model's name.");
    }

    private AgentReport capture(long number, CaptureOrder order) {
        return switch (duties.captures().start(order)) {
            case Outcome.Done<CaptureState>(CaptureState state) ->
                    new AgentReport.Captured(number, state);
            case Outcome.Refused<CaptureState>(Problem problem) ->
                    new AgentReport.CaptureRefused(number, problem);
        };
    }

    private void stopCapture(long number, DeploymentId deployment) {
        Optional<CaptureState> ended =
                duties.captures().stop(deployment, CaptureState.Phase.STOPPED, "It was stopped.");
        report(
                ended.<AgentReport>map(state -> new AgentReport.Captured(number, state))
                        .orElseGet(() ->
                                new AgentReport.CaptureRefused(
                                        number, FleetProblems.noCapture(deployment))));
    }

    private void unload(long number, DeploymentId deployment) {
        duties.unload(deployment);
        served.remove(deployment);
        report(new AgentReport.Unloaded(number));
    }

    private void reportSecond() {
        try {
            report(new AgentReport.Busy(meter.measure(Instant.now())));
            for (CaptureState state : duties.captures().changes()) {
                report(new AgentReport.Captured(0, state));
            }
            for (Second second : duties.measured(System.currentTimeMillis() / 1000 - 1)) {
                report(new AgentReport.Measured(second));
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A second was not reported; the next one is tried.", e);
        }
    }

    /// Reports to a console that is gone are dropped: its end of the orders tells.
    private void report(AgentReport report) {
        byte[] line = (AgentProtocol.write(report) + "\n").getBytes(StandardCharsets.UTF_8);
        reporting.lock();
        try {
            reports.write(line);
            reports.flush();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A report was not delivered.", e);
        } finally {
            reporting.unlock();
        }
    }

    /// Queued loads are dropped; a load under way is given up with the process.
    private void drain() {
        clock.shutdownNow();
        work.shutdownNow();
        ExecutorService draining = Executors.newThreadPerTaskExecutor(DAEMONS);
        served.forEach(deployment -> draining.execute(() -> duties.unload(deployment)));
        draining.shutdown();
        try {
            if (!draining.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "Requests were still running after {0}.", GRACE);
                draining.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
