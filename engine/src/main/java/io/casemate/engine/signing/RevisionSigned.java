package io.casemate.engine.signing;

import io.casemate.engine.units.Digest;

/// Ledger event: a revision was signed.
///
/// @param fingerprint of the key
/// @param signature SHA-256 of the signature file
public record RevisionSigned(
        Digest revision, Digest fingerprint, Curve curve, SigningMethod method, Digest signature) {}
