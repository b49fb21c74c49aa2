package io.casemate.engine.runtime;

/// How many sessions a model gets, and how each is set.
///
/// @param count 1 or more
public record Sessions(int count, SessionSettings settings) {

    public Sessions {
        if (count < 1) {
            throw new IllegalArgumentException("count is less than 1: " + count);
        }
    }

    /// {@return sessions with the settings that hold where nothing else is said}
    public static Sessions standard(int count) {
        return new Sessions(count, SessionSettings.STANDARD);
    }
}
