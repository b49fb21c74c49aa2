package io.casemate.engine.signing;

/// Ledger event: an identity is trusted from now on.
record IdentityTrusted(String name, Identity identity) {}
