package io.casemate.engine.models;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// Where a revision came from.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Origin.Imported.class, name = "imported"),
    @JsonSubTypes.Type(value = Origin.Quantized.class, name = "quantized")
})
public sealed interface Origin {

    /// Carried in from outside.
    ///
    /// @param source name of the file as it was given
    record Imported(String source) implements Origin {}

    /// Made here from another revision.
    record Quantized(RevisionId parent, QuantizationCard card) implements Origin {}
}
