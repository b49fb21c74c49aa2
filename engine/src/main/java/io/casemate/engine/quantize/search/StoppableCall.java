package io.casemate.engine.quantize.search;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Work of a search on a thread of its own, so that whoever looks on can end it in the middle.
final class StoppableCall {

    private StoppableCall() {}

    /// Returns as soon as `work` is done or the search is stopped; `work` has ended either way.
    ///
    /// {@return what it gave; empty when it was stopped}
    static <T> Optional<T> of(Callable<T> work, SearchWatcher watcher) throws InterruptedException {
        var woken = new CountDownLatch(1);
        var task =
                new FutureTask<T>(work) {
                    @Override
                    protected void done() {
                        woken.countDown();
                    }
                };
        Thread thread = Thread.ofVirtual().name("search-attempt").start(task);
        watcher.whenStopped(woken::countDown);
        try {
            woken.await();
            return task.isDone() ? Optional.of(result(task)) : Optional.empty();
        } finally {
            task.cancel(true);
            thread.join();
        }
    }

    private static <T> T result(FutureTask<T> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failed -> throw failed;
                case Error failed -> throw failed;
                case InterruptedException cancelled -> throw cancelled;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
