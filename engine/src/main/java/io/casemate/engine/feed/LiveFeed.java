package io.casemate.engine.feed;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The writing end of a [Feed]. Kept private by the room that owns the value.
public final class LiveFeed<T> implements Feed<T> {
    private final List<Consumer<? super T>> observers = new CopyOnWriteArrayList<>();
    private final ReentrantLock publishing = new ReentrantLock();
    private volatile T latest;

    public LiveFeed(T initial) {
        latest = initial;
    }

    @Override
    public T latest() {
        return latest;
    }

    @Override
    public Subscription subscribe(Consumer<? super T> observer) {
        publishing.lock();
        try {
            observer.accept(latest);
            observers.add(observer);
        } finally {
            publishing.unlock();
        }
        return () -> observers.remove(observer);
    }

    /// Replaces the snapshot by `change` applied to it, and tells the observers.
    public void update(UnaryOperator<T> change) {
        publishing.lock();
        try {
            latest = change.apply(latest);
            observers.forEach(observer -> observer.accept(latest));
        } finally {
            publishing.unlock();
        }
    }
}
