package io.casemate.engine.airlock;

import java.util.List;

/// Ledger event: imports that a crash or kill had left half done were cleared away.
record ImportAbandoned(List<String> quarantined) {}
