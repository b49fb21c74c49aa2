package io.casemate.engine.feed;

import java.util.function.Consumer;

/// A value that changes over time, published as immutable snapshots.
///
/// @param <T> the snapshot type; must be immutable, since observers on other threads share it
public interface Feed<T> {

    /// {@return the most recent snapshot}
    T latest();

    /// Calls `observer` with [#latest()] now, and with every later snapshot until the subscription
    /// is closed.
    ///
    /// Calls come one at a time, in publication order, on the publisher's thread. An observer hands
    /// work off; it neither blocks nor publishes.
    Subscription subscribe(Consumer<? super T> observer);
}
