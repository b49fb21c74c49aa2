package io.casemate.views.optimize;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.quantize.search.SearchState;
import io.casemate.engine.quantize.search.SearchWatcher;
import java.util.concurrent.CompletableFuture;

/// Looks on at one search for the screen, and carries the wish to stop.
final class Onlooker implements SearchWatcher {
    private final LiveFeed<SearchState> states = new LiveFeed<>(SearchState.NONE);
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    @Override
    public void show(SearchState state) {
        states.update(_ -> state);
    }

    Feed<SearchState> states() {
        return states;
    }

    void stop() {
        stopped.complete(null);
    }

    @Override
    public boolean isStopped() {
        return stopped.isDone();
    }

    @Override
    public void whenStopped(Runnable ending) {
        stopped.thenRun(ending);
    }
}
