package io.casemate.engine.models;

/// How far a revision has come. Only what is [#VERIFIED] or later may be served.
public enum Stage {
    /// Its structure was read and found sound.
    INSPECTED,
    /// It also loaded and ran in a worker.
    VERIFIED,
    /// It is no longer offered.
    RETIRED
}
