package io.casemate.views.optimize;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.quantize.search.SearchState;
import io.casemate.engine.quantize.search.SearchWatcher;

/// Looks on at one search for the screen, and carries the wish to stop.
final class Onlooker implements SearchWatcher {
    private final LiveFeed<SearchState> states = new LiveFeed<>(SearchState.NONE);
    private volatile boolean isStopped;

    @Override
    public void show(SearchState state) {
        states.update(_ -> state);
    }

    Feed<SearchState> states() {
        return states;
    }

    void stop() {
        isStopped = true;
    }

    @Override
    public boolean isStopped() {
        return isStopped;
    }
}
