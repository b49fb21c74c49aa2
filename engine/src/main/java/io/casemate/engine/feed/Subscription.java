package io.casemate.engine.feed;

/// Ends an observation. Closing twice is harmless.
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    @Override
    void close();
}
