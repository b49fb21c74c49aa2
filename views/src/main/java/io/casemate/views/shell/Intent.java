package io.casemate.views.shell;

import io.casemate.engine.models.RevisionId;

/// What people want to do with a revision. A screen that offers it asks [Navigation] and does not
/// know which screen answers, see [Screen#answer(Intent)].
public sealed interface Intent {
    RevisionId revision();

    /// To see everything that is known of it.
    record Describe(RevisionId revision) implements Intent {}

    /// To look at its graph.
    record Inspect(RevisionId revision) implements Intent {}

    /// To make a smaller variant of it.
    record Quantize(RevisionId revision) implements Intent {}

    /// To serve it.
    record Deploy(RevisionId revision) implements Intent {}
}
