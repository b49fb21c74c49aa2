package io.casemate.engine.tasks;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.feed.Subscription;
import io.casemate.engine.problem.Outcome;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LiveTasksTest {
    private final LiveTasks tasks = new LiveTasks(Clock.systemUTC());

    @Test
    void listsADoneTask() {
        Outcome<String> outcome =
                tasks.run("import", "Import a", Progress.NONE, _ -> Outcome.done("yes"));

        assertEquals(Outcome.done("yes"), outcome);
        Task task = tasks.all().latest().getFirst();
        assertEquals(Task.State.DONE, task.state());
        assertTrue(task.ended().isPresent());
    }

    @Test
    void showsTheLastProgressOfARunningTaskAndNotEveryOne() throws Exception {
        AtomicInteger updates = new AtomicInteger();
        CompletableFuture<Task> last = new CompletableFuture<>();
        try (Subscription _ =
                tasks.all()
                        .subscribe(all -> {
                            updates.incrementAndGet();
                            if (!all.isEmpty() && all.getFirst().step().equals("999")) {
                                last.complete(all.getFirst());
                            }
                        })) {
            tasks.run(
                    "import",
                    "Import a",
                    Progress.NONE,
                    progress -> {
                        for (int i = 0; i < 1000; i++) {
                            progress.report(Integer.toString(i), i / 1000.0);
                        }
                        assertTrue(last.orTimeout(10, SECONDS).join().isRunning());
                        return Outcome.done("yes");
                    });
        }

        assertTrue(updates.get() < 100, updates + " updates");
    }

    @Test
    void cancelsARunningTaskAndClearsTheInterrupt() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<Outcome<String>> answer = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CountDownLatch started = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(() -> {
                    answer.complete(
                            tasks.run(
                                    "import",
                                    "Import a",
                                    Progress.NONE,
                                    _ -> {
                                        started.countDown();
                                        never.await();
                                        return Outcome.done("yes");
                                    }));
                    interrupted.complete(Thread.currentThread().isInterrupted());
                });
        started.await();

        tasks.cancel(tasks.all().latest().getFirst().id());

        Outcome<String> outcome = answer.orTimeout(10, SECONDS).join();
        assertTrue(
                outcome instanceof Outcome.Refused<String>(var problem)
                        && problem.code().id().equals("TASK-001"));
        assertFalse(interrupted.orTimeout(10, SECONDS).join());
        assertEquals(Task.State.CANCELLED, tasks.all().latest().getFirst().state());
    }

    @Test
    void keepsAnInterruptThatWasNoCancel() {
        Outcome<String> outcome =
                tasks.run(
                        "import",
                        "Import a",
                        Progress.NONE,
                        _ -> {
                            throw new InterruptedException();
                        });

        assertTrue(outcome instanceof Outcome.Refused<String>);
        assertTrue(Thread.interrupted());
    }

    @Test
    void answersADefectWithoutThrowing() {
        Outcome<String> outcome =
                tasks.run(
                        "import",
                        "Import a",
                        Progress.NONE,
                        _ -> {
                            throw new IllegalStateException("broken");
                        });

        assertTrue(
                outcome instanceof Outcome.Refused<String>(var problem)
                        && problem.code().id().equals("TASK-002"));
        assertEquals(Task.State.REFUSED, tasks.all().latest().getFirst().state());
    }

    @Test
    void keepsTheLastFiftyFinished() {
        for (int i = 0; i < 60; i++) {
            tasks.run("import", "Import " + i, Progress.NONE, _ -> Outcome.done("yes"));
        }

        assertEquals(50, tasks.all().latest().size());
        assertEquals("Import 59", tasks.all().latest().getFirst().title());
    }
}
