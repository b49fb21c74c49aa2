package io.casemate.engine.quantize;

import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.RevisionId;
import java.util.Optional;

/// Makes a smaller variant of a revision.
///
/// @param name of the model that the variant belongs to; empty: the parent's
public record Quantize(RevisionId parent, Recipe recipe, Optional<ModelName> name) {}
