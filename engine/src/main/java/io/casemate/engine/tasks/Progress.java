package io.casemate.engine.tasks;

/// Where a long action says how far it is, and learns that it should stop.
public interface Progress {

    /// For actions that nobody watches.
    Progress NONE = (_, _) -> {};

    /// A fraction that means: unknown how much is left.
    double UNKNOWN = -1;

    /// Reports what happens now.
    ///
    /// @param step present participle with figures, such as `Copying 1.2 of 3.4 GiB`
    /// @param fraction done so far, 0 to 1, or [#UNKNOWN]
    void report(String step, double fraction);

    default void report(String step) {
        report(step, UNKNOWN);
    }

    /// {@return this progress seen by a part that makes up `from` to `to` of the whole}
    default Progress part(double from, double to) {
        return (step, fraction) ->
                report(step, fraction < 0 ? UNKNOWN : from + fraction * (to - from));
    }
}
