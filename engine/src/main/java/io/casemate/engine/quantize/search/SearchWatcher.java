package io.casemate.engine.quantize.search;

/// Who looks on while a search runs, and may end it early.
public interface SearchWatcher {
    /// For searches that nobody watches.
    SearchWatcher NONE = _ -> {};

    /// Told of every new snapshot, on the searching thread; hands work off.
    void show(SearchState state);

    /// {@return whether to choose among what was tried so far}
    default boolean isStopped() {
        return false;
    }

    /// Runs `ending` once the search is to stop; at once if it already is.
    default void whenStopped(Runnable ending) {}
}
