package io.casemate.engine.tasks;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/// The tasks of this process, kept in memory.
public final class LiveTasks implements Tasks {
    private static final System.Logger LOG = System.getLogger(LiveTasks.class.getName());
    private static final int KEPT = 50;
    private static final long SHORTEST_INTERVAL_NANOS = 50_000_000;

    private final Clock clock;
    private final LiveFeed<List<Task>> feed = new LiveFeed<>(List.of());
    private final AtomicLong numbers = new AtomicLong();
    private final Map<TaskId, Running> running = new ConcurrentHashMap<>();

    public LiveTasks(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Feed<List<Task>> all() {
        return feed;
    }

    @Override
    public <T> Outcome<T> run(String kind, String title, Progress watcher, Action<T> action) {
        var id = new TaskId(numbers.incrementAndGet());
        var work = new Running(id, watcher, Thread.currentThread());
        running.put(id, work);
        add(
                new Task(
                        id,
                        kind,
                        title,
                        "",
                        Progress.UNKNOWN,
                        Task.State.RUNNING,
                        clock.instant(),
                        Optional.empty(),
                        Optional.empty()));
        Outcome<T> outcome = outcomeOf(title, work, action);
        end(id, outcome);
        return outcome;
    }

    /// A task's defect ends the task and nothing else.
    private <T> Outcome<T> outcomeOf(String title, Running work, Action<T> action) {
        try {
            return action.run(work);
        } catch (InterruptedException _) {
            return Outcome.refused(TaskProblem.cancelled(title, work.step));
        } catch (EngineException e) {
            LOG.log(Level.WARNING, title + " failed", e);
            return Outcome.refused(e.problem());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Defect in: " + title, e);
            return Outcome.refused(TaskProblem.defect(title, e));
        } finally {
            work.end();
            running.remove(work.id);
        }
    }

    private void add(Task task) {
        feed.update(tasks -> ordered(with(tasks, task)));
    }

    private static List<Task> with(List<Task> tasks, Task task) {
        var all = new ArrayList<>(tasks);
        all.add(task);
        return all;
    }

    private static List<Task> ordered(List<Task> tasks) {
        return tasks.stream()
                .sorted(
                        Comparator.comparing((Task task) -> !task.isRunning())
                                .thenComparing(task -> -task.id().number()))
                .limit(KEPT + tasks.stream().filter(Task::isRunning).count())
                .toList();
    }

    private void change(TaskId id, UnaryOperator<Task> change) {
        feed.update(tasks ->
                ordered(
                        tasks.stream()
                                .map(task -> task.id().equals(id) ? change.apply(task) : task)
                                .toList()));
    }

    private void end(TaskId id, Outcome<?> outcome) {
        change(
                id,
                task ->
                        switch (outcome) {
                            case Outcome.Done<?> _ ->
                                    ended(task, Task.State.DONE, Optional.empty());
                            case Outcome.Refused<?>(Problem problem) ->
                                    ended(
                                            task,
                                            problem.code() == TaskProblem.CANCELLED
                                                    ? Task.State.CANCELLED
                                                    : Task.State.REFUSED,
                                            Optional.of(problem));
                        });
    }

    private Task ended(Task task, Task.State state, Optional<Problem> problem) {
        double fraction = state == Task.State.DONE ? 1 : task.fraction();
        return new Task(
                task.id(),
                task.kind(),
                task.title(),
                task.step(),
                fraction,
                state,
                task.started(),
                Optional.of(clock.instant()),
                problem);
    }

    @Override
    public void cancel(TaskId id) {
        Optional.ofNullable(running.get(id)).ifPresent(Running::cancel);
    }

    /// A task that runs: where its progress goes, and the thread that a cancel interrupts.
    private final class Running implements Progress {
        private final TaskId id;
        private final Progress watcher;
        private final Thread thread;
        private volatile String step = "";
        private long lastReport;
        private boolean hasEnded;

        private Running(TaskId id, Progress watcher, Thread thread) {
            this.id = id;
            this.watcher = watcher;
            this.thread = thread;
        }

        @Override
        public void report(String text, double fraction) {
            boolean isNewStep = !text.equals(step);
            step = text;
            watcher.report(text, fraction);
            long now = System.nanoTime();
            if (now - lastReport < SHORTEST_INTERVAL_NANOS && (fraction < 1 || !isNewStep)) {
                return;
            }
            lastReport = now;
            change(
                    id,
                    task ->
                            new Task(
                                    id,
                                    task.kind(),
                                    task.title(),
                                    text,
                                    fraction,
                                    task.state(),
                                    task.started(),
                                    task.ended(),
                                    task.problem()));
        }

        private synchronized void cancel() {
            if (!hasEnded) {
                thread.interrupt();
            }
        }

        /// From here on a cancel no longer reaches the thread, which goes on to other work.
        private synchronized void end() {
            hasEnded = true;
            Thread.interrupted();
        }
    }
}
