package io.casemate.engine.quantize;

import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.RevisionId;
import java.nio.file.Path;
import java.util.Optional;

/// Makes a smaller variant of a revision.
///
/// @param name of the model that the variant belongs to; empty: the parent's
/// @param calibration folder of samples on which ranges are found; empty: the parent's golden set
/// @param syntheticSamples how many inputs are made up to find ranges on instead, which is unsafe
///   for accuracy; 0: none
public record Quantize(
        RevisionId parent,
        Recipe recipe,
        Optional<ModelName> name,
        Optional<Path> calibration,
        int syntheticSamples) {

    public Quantize {
        if (syntheticSamples < 0 || syntheticSamples > 0 && calibration.isPresent()) {
            throw new IllegalArgumentException(
                    "syntheticSamples is %d beside %s".formatted(syntheticSamples, calibration));
        }
    }

    public Quantize(
            RevisionId parent,
            Recipe recipe,
            Optional<ModelName> name,
            Optional<Path> calibration) {
        this(parent, recipe, name, calibration, 0);
    }

    public Quantize(RevisionId parent, Recipe recipe, Optional<ModelName> name) {
        this(parent, recipe, name, Optional.empty());
    }
}
