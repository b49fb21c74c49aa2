package io.casemate.views.bridge;

import io.casemate.engine.feed.Subscription;
import java.util.ArrayList;
import java.util.List;

/// The subscriptions of a screen that is shown. Confined to the FX thread; may be filled again
/// after closing.
public final class Subscriptions implements Subscription {
    private final List<Subscription> held = new ArrayList<>();

    public Subscriptions() {}

    public void add(Subscription subscription) {
        held.add(subscription);
    }

    @Override
    public void close() {
        held.forEach(Subscription::close);
        held.clear();
    }
}
