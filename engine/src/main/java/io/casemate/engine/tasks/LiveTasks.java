package io.casemate.engine.tasks;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// The tasks of this process. Progress reaches the feed at most twenty times a second for each
/// task; the last report before a pause always does.
public final class LiveTasks implements Tasks {
    private static final System.Logger LOG = System.getLogger(LiveTasks.class.getName());
    private static final int KEPT = 50;
    private static final long INTERVAL = Duration.ofMillis(50).toNanos();

    private final Clock clock;
    private final LiveFeed<List<Task>> feed = new LiveFeed<>(List.of());
    private final AtomicLong numbers = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TaskId, Running> running = new LinkedHashMap<>();
    private final Deque<Task> finished = new ArrayDeque<>();

    public LiveTasks(Clock clock) {
        this.clock = clock;
    }

    /// A task that runs; guarded by the lock.
    private static final class Running {
        private final Thread thread = Thread.currentThread();
        private Task task;
        private boolean isCancelled;
        private boolean isPublishing;
        private long published = System.nanoTime() - INTERVAL;

        private Running(Task task) {
            this.task = task;
        }
    }

    @Override
    public Feed<List<Task>> all() {
        return feed;
    }

    @Override
    public <T> Outcome<T> run(String kind, String title, Progress watcher, Action<T> action) {
        Running one = start(kind, title);
        Progress progress =
                (step, fraction) -> {
                    report(one, step, fraction);
                    watcher.report(step, fraction);
                };
        Outcome<T> outcome = Outcome.refused(TaskProblem.failed(title, new Error("unknown")));
        try {
            outcome = outcomeOf(one, title, progress, action);
        } finally {
            outcome = finish(one, outcome);
        }
        return outcome;
    }

    @Override
    public void cancel(TaskId id) {
        lock.lock();
        try {
            Running one = running.get(id);
            if (one != null) {
                one.isCancelled = true;
                one.thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private Running start(String kind, String title) {
        Running one =
                new Running(
                        new Task(
                                new TaskId(numbers.incrementAndGet()),
                                kind,
                                title,
                                "",
                                Progress.UNKNOWN,
                                Task.State.RUNNING,
                                clock.instant(),
                                Optional.empty(),
                                Optional.empty()));
        lock.lock();
        try {
            running.put(one.task.id(), one);
        } finally {
            lock.unlock();
        }
        publish();
        return one;
    }

    private <T> Outcome<T> outcomeOf(
            Running one, String title, Progress progress, Action<T> action) {
        try {
            return action.run(progress);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Outcome.refused(TaskProblem.cancelled(title));
        } catch (EngineException e) {
            LOG.log(Level.WARNING, "'" + title + "' was refused.", e);
            return Outcome.refused(e.problem());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, TaskProblem.FAILED.id() + ": '" + title + "' failed.", e);
            return Outcome.refused(TaskProblem.failed(title, e));
        }
    }

    /// What a cancelled task was refused with is a consequence of the cancelling. Its interrupt
    /// must not reach what the thread does next.
    private <T> Outcome<T> finish(Running one, Outcome<T> outcome) {
        Outcome<T> answer = outcome;
        lock.lock();
        try {
            running.remove(one.task.id());
            if (one.isCancelled) {
                Thread.interrupted();
                answer =
                        switch (outcome) {
                            case Outcome.Done<T> done -> done;
                            case Outcome.Refused<T> _ ->
                                    Outcome.refused(TaskProblem.cancelled(one.task.title()));
                        };
            }
            finished.addFirst(ended(one.task, answer));
            if (finished.size() > KEPT) {
                finished.removeLast();
            }
        } finally {
            lock.unlock();
        }
        publish();
        return answer;
    }

    private Task ended(Task task, Outcome<?> outcome) {
        Optional<Problem> problem =
                switch (outcome) {
                    case Outcome.Done<?> _ -> Optional.empty();
                    case Outcome.Refused<?>(Problem why) -> Optional.of(why);
                };
        boolean wasCancelled =
                problem.filter(why -> why.code() == TaskProblem.CANCELLED).isPresent();
        Task.State state =
                problem.isEmpty()
                        ? Task.State.DONE
                        : wasCancelled ? Task.State.CANCELLED : Task.State.REFUSED;
        return new Task(
                task.id(),
                task.kind(),
                task.title(),
                task.step(),
                problem.isEmpty() ? 1 : task.fraction(),
                state,
                task.started(),
                Optional.of(clock.instant()),
                state == Task.State.REFUSED ? problem : Optional.empty());
    }

    private void report(Running one, String step, double fraction) {
        long wait;
        lock.lock();
        try {
            Task task = one.task;
            one.task =
                    new Task(
                            task.id(),
                            task.kind(),
                            task.title(),
                            step,
                            fraction,
                            task.state(),
                            task.started(),
                            task.ended(),
                            task.problem());
            if (one.isPublishing) {
                return;
            }
            one.isPublishing = true;
            wait = INTERVAL - (System.nanoTime() - one.published);
        } finally {
            lock.unlock();
        }
        if (wait <= 0) {
            publish(one);
        } else {
            CompletableFuture.delayedExecutor(wait, NANOSECONDS).execute(() -> publish(one));
        }
    }

    private void publish(Running one) {
        lock.lock();
        try {
            one.isPublishing = false;
            one.published = System.nanoTime();
        } finally {
            lock.unlock();
        }
        publish();
    }

    private void publish() {
        feed.update(_ -> snapshot());
    }

    private List<Task> snapshot() {
        lock.lock();
        try {
            List<Task> tasks = new ArrayList<>();
            running.values().forEach(one -> tasks.addFirst(one.task));
            tasks.addAll(finished);
            return List.copyOf(tasks);
        } finally {
            lock.unlock();
        }
    }
}
