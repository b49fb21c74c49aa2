package io.casemate.views.bridge;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.Subscription;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Brings the snapshots of a feed to the FX thread. A snapshot that arrives while another waits
/// replaces it, so a fast feed never floods the FX queue.
public final class Latest<T> implements Subscription {
    private final Executor ui;
    private final Consumer<? super T> sink;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();
    private final Subscription source;

    private Latest(Feed<T> feed, Executor ui, Consumer<? super T> sink) {
        this.ui = ui;
        this.sink = sink;
        source = feed.subscribe(this::receive);
    }

    /// Hands the newest snapshot of `feed` to `sink` on `ui`, now and until closed.
    public static <T> Subscription of(Feed<T> feed, Executor ui, Consumer<? super T> sink) {
        return new Latest<>(feed, ui, sink);
    }

    private void receive(T snapshot) {
        if (waiting.getAndSet(snapshot) == null) {
            ui.execute(this::deliver);
        }
    }

    private void deliver() {
        T newest = waiting.getAndSet(null);
        if (newest != null && open.get()) {
            sink.accept(newest);
        }
    }

    @Override
    public void close() {
        open.set(false);
        source.close();
    }
}
