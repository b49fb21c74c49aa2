package io.casemate.views.bridge;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.tasks.Progress;

/// The progress of an action as a feed, so that a screen can show it while it runs.
public final class LiveProgress implements Progress {
    private final LiveFeed<Step> steps = new LiveFeed<>(Step.NONE);

    public LiveProgress() {}

    /// What happens now, see [Progress#report(String, double)].
    public record Step(String text, double fraction) {
        static final Step NONE = new Step("", UNKNOWN);
    }

    @Override
    public void report(String step, double fraction) {
        steps.update(_ -> new Step(step, fraction));
    }

    public Feed<Step> steps() {
        return steps;
    }
}
