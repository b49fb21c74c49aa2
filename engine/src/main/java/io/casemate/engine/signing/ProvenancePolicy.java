package io.casemate.engine.signing;

/// What a missing signature means.
public enum ProvenancePolicy {
    /// Signatures are not looked at.
    OFF,
    /// A signature may be missing; one that is there must hold.
    OPTIONAL,
    /// Without a signature by a trusted signer nothing gets in.
    REQUIRED
}
