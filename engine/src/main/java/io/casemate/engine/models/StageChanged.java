package io.casemate.engine.models;

import java.util.List;

/// Event: a revision went from one stage to another.
public record StageChanged(
        RevisionId revision, Stage from, Stage to, List<Evidence> evidence, String reason) {

    public StageChanged {
        evidence = List.copyOf(evidence);
    }
}
