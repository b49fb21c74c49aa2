package io.casemate.engine.signing;

/// Ledger event: what a missing signature means from now on.
record ProvenancePolicyChosen(ProvenancePolicy policy) {}
