package io.casemate.engine.airlock;

/// A point of an import at which tests end the process, to see what a power cut would leave.
@FunctionalInterface
interface Failpoint {
    Failpoint NONE = _ -> {};

    void reached(String point);
}
