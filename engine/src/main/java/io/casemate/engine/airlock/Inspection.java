package io.casemate.engine.airlock;

import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.util.List;

/// What the airlock finds in a model that it only looks at.
public record Inspection(
        String source, Digest sha256, Bytes bytes, ModelFacts facts, List<Finding> findings) {

    public Inspection {
        findings = List.copyOf(findings);
    }
}
