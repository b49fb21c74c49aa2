package io.casemate.engine.tuning;

/// Hears of each setting as soon as it was tried. Called on the thread that runs the search.
@FunctionalInterface
public interface TuneWatcher {
    TuneWatcher NONE = _ -> {};

    void tried(Trial trial);
}
