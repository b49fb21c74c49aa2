package io.casemate.engine.models;

/// How far a revision has come; the steps between stages are those of [StagePolicy].
public enum Stage {
    /// It is in the airlock and not in the registry.
    QUARANTINED,
    /// Its structure was read and found sound.
    INSPECTED,
    /// It also loaded and ran in a worker.
    VERIFIED,
    /// A person takes responsibility for serving it.
    APPROVED,
    /// It serves. Derived from the deployments, never stored with a revision.
    SERVING,
    /// It is no longer offered.
    RETIRED
}
