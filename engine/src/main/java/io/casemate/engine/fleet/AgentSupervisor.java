package io.casemate.engine.fleet;

import io.casemate.engine.lifecycle.Workers;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.telemetry.Latencies;
import io.casemate.engine.telemetry.Second;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps one agent alive: starts it, hears it, and starts another when it dies, after longer and
/// longer pauses. Runs on a thread of its own until it is stopped.
final class AgentSupervisor implements Runnable {
    /// An agent that lived this long died of something new: the pauses begin anew.
    private static final Duration STEADY = Duration.ofSeconds(30);

    /// How long an earlier agent is given to leave the port.
    private static final Duration PORT_PATIENCE = Duration.ofSeconds(2);

    private static final Duration DRAINING = Duration.ofSeconds(32);
    private static final int TRIES = 3;

    private record Link(AgentProcess process, URI endpoint) implements AgentLink {
        @Override
        public void send(AgentOrder order) {
            process.send(order);
        }
    }

    private final EmbeddedFleetConfig config;
    private final ThisMachine machine;
    private final PlacementBook book;
    private final CaptureBook captures;
    private final Latencies latencies;
    private final Workers workers = new Workers("fleet", Duration.ofSeconds(2));
    private final AgentLog log;
    private final LastPort port;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Optional<AgentProcess> current = Optional.empty();
    private int deaths;
    private int failedStarts;

    /// What the agent is ordered to do.
    record Books(PlacementBook placements, CaptureBook captures) {}

    AgentSupervisor(
            EmbeddedFleetConfig config,
            ThisMachine machine,
            Books books,
            Latencies latencies) {
        this.config = config;
        this.machine = machine;
        this.book = books.placements();
        this.captures = books.captures();
        this.latencies = latencies;
        log = new AgentLog(config.folder().resolve("agent.log"));
        port = new LastPort(config.folder().resolve("agent.port"));
    }

    void start() {
        workers.execute(this);
    }

    @Override
    public void run() {
        try {
            do {
                long born = System.nanoTime();
                boolean wasUp = life();
                failedStarts = wasUp ? 0 : failedStarts + 1;
                boolean wasSteady = System.nanoTime() - born > STEADY.toNanos();
                deaths = wasUp && wasSteady ? 1 : deaths + 1;
                if (!isClosing()) {
                    mourn(wasUp);
                }
            } while (!isOver(config.pauseAfter(deaths)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets the agent drain and end. Blocks for as long as that takes.
    void stop() {
        closing.countDown();
        current.ifPresent(process -> {
            process.send(new AgentOrder.Stop());
            try {
                process.await(DRAINING);
            } catch (InterruptedException _) {
                process.kill();
                Thread.currentThread().interrupt();
            }
        });
        workers.close();
    }

    /// From the start of an agent to its end.
    ///
    /// @return whether it came up in between
    private boolean life() throws InterruptedException {
        AgentProcess process;
        try {
            process = AgentProcess.start(command(), log, workers);
        } catch (IOException e) {
            log.add("The agent could not be started: " + e.getMessage());
            return false;
        }
        current = Optional.of(process);
        if (isClosing()) {
            process.send(new AgentOrder.Stop());
        }
        machine.probeOnce();
        boolean isUp = false;
        for (var report = process.next(); report.isPresent(); report = process.next()) {
            isUp |= hear(process, report.get());
        }
        int exit = process.await(Duration.ofSeconds(2));
        log.add("The agent ended with exit code %d.".formatted(exit));
        return isUp;
    }

    /// {@return whether the agent came up with this report}
    private boolean hear(AgentProcess process, AgentReport report) {
        switch (report) {
            case AgentReport.Started(int protocol, URI endpoint, long pid) -> {
                return greet(process, protocol, endpoint, pid);
            }
            case AgentReport.Loaded(long number) -> book.loaded(number);
            case AgentReport.LoadFailed(long number, var problem) ->
                    book.loadFailed(number, problem);
            case AgentReport.Unloaded(long number) -> book.unloaded(number);
            case AgentReport.Measured(var second) -> record(second);
            case AgentReport.Captured(long number, var state) -> captures.told(number, state);
            case AgentReport.CaptureRefused(long number, var problem) ->
                    captures.refused(number, problem);
            case AgentReport.Busy(var load) -> machine.busy(load);
        }
        return false;
    }

    private boolean greet(AgentProcess process, int protocol, URI endpoint, long pid) {
        if (protocol != AgentProtocol.VERSION) {
            log.add(
                    "%s: the agent speaks protocol %d and the console %d. Install one version of both."
                            .formatted(
                                    FleetProblem.PROTOCOL_DIFFERS.id(),
                                    protocol,
                                    AgentProtocol.VERSION));
            process.kill();
            return false;
        }
        port.remember(endpoint.getPort());
        machine.up(pid);
        var link = new Link(process, endpoint);
        captures.agentUp(link);
        book.agentUp(link);
        return true;
    }

    /// Figures of what was withdrawn meanwhile are dropped, so that no series comes back.
    private void record(Second second) {
        boolean isPlaced =
                book.feed().latest().stream()
                        .anyMatch(placement ->
                                placement
                                        .order()
                                        .deployment()
                                        .text()
                                        .equals(second.series().text()));
        if (isPlaced) {
            latencies.record(second);
        }
    }

    private void mourn(boolean wasUp) {
        machine.down();
        captures.agentDown();
        book.agentDown(log.lastWords());
        if (!wasUp && failedStarts >= TRIES) {
            Problem problem = FleetProblems.notStarting(failedStarts, log.lastWords());
            book.refuseAttempts(_ -> problem);
        }
    }

    private List<String> command() throws InterruptedException {
        int wanted = config.port() != 0 ? config.port() : freeLastPort();
        var arguments = new ArrayList<String>();
        arguments.add("agent");
        arguments.addAll(config.arguments());
        arguments.addAll(List.of("--port", Integer.toString(wanted)));
        return config.command().line(config.heap(), config.options(), arguments);
    }

    /// {@return the last port once it is free; 0, any, when there was none or it stays taken}
    private int freeLastPort() throws InterruptedException {
        if (port.port() == 0) {
            return 0;
        }
        long giveUp = System.nanoTime() + PORT_PATIENCE.toNanos();
        boolean isFree = port.isFree();
        while (!isFree && System.nanoTime() < giveUp && !isOver(Duration.ofMillis(100))) {
            isFree = port.isFree();
        }
        return isFree ? port.port() : 0;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /// Waits, and tells whether the fleet was closed meanwhile.
    private boolean isOver(Duration pause) throws InterruptedException {
        return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}
