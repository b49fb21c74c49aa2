package io.casemate.engine.tuning;

import io.casemate.engine.runtime.ExecutionProvider;
import io.casemate.engine.runtime.SessionSettings;

/// The provider that a model must run on.
///
/// @param allowsFallback whether nodes may run on the CPU all the same
public record Demand(ExecutionProvider provider, boolean allowsFallback) {

    SessionSettings settings() {
        return SessionSettings.STANDARD.withProvider(provider, allowsFallback);
    }
}
