package io.casemate.engine.signing;

import io.casemate.engine.units.Digest;

/// Ledger event: an identity is trusted no longer.
record IdentityRemoved(String name, Digest fingerprint) {}
