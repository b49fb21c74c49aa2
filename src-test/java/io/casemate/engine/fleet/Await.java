package io.casemate.engine.fleet;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.Subscription;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// Waits for a feed to say something.
final class Await {

    private Await() {}

    /// {@return the first snapshot, from now on, that `wanted` holds for}
    static <T> T first(Feed<T> feed, Duration longest, Predicate<T> wanted)
            throws InterruptedException {
        var found = new CompletableFuture<T>();
        Subscription watch =
                feed.subscribe(value -> {
                    if (wanted.test(value)) {
                        found.complete(value);
                    }
                });
        try {
            return found.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not seen within " + longest + ", last: " + feed.latest(), e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } finally {
            watch.close();
        }
    }
}
