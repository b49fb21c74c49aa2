package io.casemate.engine.tasks;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.problem.Outcome;
import java.util.List;

/// The long actions of this process. The last finished ones stay listed for a while.
public interface Tasks {

    /// {@return running tasks first, then finished ones, newest first}
    Feed<List<Task>> all();

    /// Runs `action` on the calling thread and lists it. Cancelling interrupts that thread; an
    /// action that ends by interruption is answered with the problem `TASK-001`.
    ///
    /// @param watcher also told of the progress
    <T> Outcome<T> run(String kind, String title, Progress watcher, Action<T> action);

    /// Asks a running task to stop; one that has ended is left alone.
    void cancel(TaskId id);

    /// A long action. It ends by its outcome, or by [InterruptedException] when cancelled.
    @FunctionalInterface
    interface Action<T> {
        Outcome<T> run(Progress progress) throws InterruptedException;
    }
}
