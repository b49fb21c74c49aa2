package io.casemate.app.control;

import java.time.Instant;

/// The process that owns a data folder, as it introduces itself in `owner.json`.
///
/// @param verb what it was started as: `console`, `serve`, or a short-lived verb
/// @param socket path of the Unix domain socket on which it answers
record Owner(long pid, String verb, Instant started, String socket) {

    /// {@return whether it stays, so that deployments keep serving}
    boolean isLasting() {
        return verb.equals("console") || verb.equals("serve") || verb.equals("tour");
    }
}
