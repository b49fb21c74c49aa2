package io.casemate.engine.fleet;

import io.casemate.engine.lifecycle.Workers;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One agent process: orders go in by a queue, reports come out one at a time, and what it writes
/// to standard error goes to the log. An agent that says nothing for too long is killed.
final class AgentProcess {
    private static final System.Logger LOG = System.getLogger(AgentProcess.class.getName());
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final Process process;
    private final AgentLog log;
    private final LineReader reports;
    private final BlockingQueue<AgentOrder> orders = new LinkedBlockingQueue<>();
    private volatile long heard = System.nanoTime();

    private AgentProcess(Process process, AgentLog log) {
        this.process = process;
        this.log = log;
        reports = new LineReader(process.getInputStream(), AgentProtocol.MAX_LINE);
    }

    static AgentProcess start(List<String> command, AgentLog log, Workers workers)
            throws IOException {
        var agent = new AgentProcess(new ProcessBuilder(command).start(), log);
        workers.execute(agent::writeOrders);
        workers.execute(agent::keepLog);
        workers.execute(agent::watch);
        agent.send(new AgentOrder.Hello(AgentProtocol.VERSION));
        return agent;
    }

    long pid() {
        return process.pid();
    }

    void send(AgentOrder order) {
        orders.add(order);
    }

    /// {@return the next report; empty when the agent has closed the line, which is to say it died}
    ///
    /// Lines that are no reports go to the log: a library may print what it likes.
    Optional<AgentReport> next() {
        try {
            for (Optional<String> line = reports.next(); line.isPresent(); line = reports.next()) {
                switch (AgentProtocol.readReport(line.get())) {
                    case Outcome.Done<AgentReport>(AgentReport report) -> {
                        heard = System.nanoTime();
                        return Optional.of(report);
                    }
                    case Outcome.Refused<AgentReport>(Problem problem) ->
                            log.add(problem.toString());
                }
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The line from the agent broke.", e);
        }
        return Optional.empty();
    }

    /// Ends it at once.
    void kill() {
        process.destroyForcibly();
    }

    /// Waits for it to end by itself, and kills it after `grace`.
    ///
    /// @return the exit code
    int await(Duration grace) throws InterruptedException {
        if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.log(Level.WARNING, "The agent did not end within {0} and was killed.", grace);
            kill();
        }
        return process.waitFor();
    }

    private void writeOrders() {
        try (OutputStream input = process.getOutputStream()) {
            boolean goesOn = true;
            while (goesOn) {
                AgentOrder order = orders.take();
                input.write((AgentProtocol.write(order) + "\n").getBytes(StandardCharsets.UTF_8));
                input.flush();
                goesOn = !(order instanceof AgentOrder.Stop);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The line to the agent broke.", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepLog() {
        try (InputStream errors = process.getErrorStream()) {
            var lines = new LineReader(errors, 1 << 14);
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                log.add(line.get());
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The agent's log broke off.", e);
        }
    }

    private void watch() {
        try {
            while (!process.waitFor(1, TimeUnit.SECONDS)) {
                var silence = Duration.ofNanos(System.nanoTime() - heard);
                if (silence.compareTo(LONGEST_SILENCE) > 0) {
                    log.add("The agent said nothing for %s and was killed.".formatted(silence));
                    kill();
                }
            }
            orders.add(new AgentOrder.Stop());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
