package io.casemate.engine.runtime;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The bounded queue in front of a model's sessions. Once closed it takes nothing more, and hands
/// out what it holds.
final class RequestQueue {

    /// What became of an offered request.
    enum Offer {
        TAKEN,
        FULL,
        CLOSED
    }

    private final int limit;
    private final ReentrantLock guard = new ReentrantLock();
    private final Condition changed = guard.newCondition();

    /// Guarded by `guard`, as is `isClosed`.
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();

    private boolean isClosed;

    RequestQueue(int limit) {
        this.limit = limit;
    }

    Offer offer(Request request) {
        guard.lock();
        try {
            if (isClosed) {
                return Offer.CLOSED;
            }
            if (waiting.size() >= limit) {
                return Offer.FULL;
            }
            waiting.add(request);
            changed.signal();
            return Offer.TAKEN;
        } finally {
            guard.unlock();
        }
    }

    /// {@return the oldest request, once there is one; empty when the queue is closed and empty}
    Optional<Request> take() {
        guard.lock();
        try {
            while (waiting.isEmpty() && !isClosed) {
                changed.awaitUninterruptibly();
            }
            return Optional.ofNullable(waiting.poll());
        } finally {
            guard.unlock();
        }
    }

    /// Gives the place of a request that nobody waits for any more to another one.
    void remove(Request request) {
        guard.lock();
        try {
            waiting.removeIf(other -> other == request);
        } finally {
            guard.unlock();
        }
    }

    int size() {
        guard.lock();
        try {
            return waiting.size();
        } finally {
            guard.unlock();
        }
    }

    void close() {
        guard.lock();
        try {
            isClosed = true;
            changed.signalAll();
        } finally {
            guard.unlock();
        }
    }
}
