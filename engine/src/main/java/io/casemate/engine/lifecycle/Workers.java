package io.casemate.engine.lifecycle;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The virtual threads of one room, named after it. For work that waits; native inference gets
/// platform threads.
public final class Workers implements Executor, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Workers.class.getName());

    private final String room;
    private final Duration grace;
    private final ExecutorService threads;

    /// @param grace how long [#close()] waits for interrupted work to end
    public Workers(String room, Duration grace) {
        this.room = room;
        this.grace = grace;
        threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name(room + "-", 1).factory());
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /// Interrupts all work and waits for it, unlike [ExecutorService#close()] never longer than the
    /// grace period.
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(grace.toMillis(), MILLISECONDS)) {
                LOG.log(
                        Level.WARNING,
                        "Work of {0} did not end within {1}. It is abandoned.",
                        room,
                        grace);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
