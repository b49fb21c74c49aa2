package io.casemate.engine.quantize;

import io.casemate.engine.models.Admission;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Takes made and measured variants into the registry.
record Variants(Models models) {
    /// Folder of a variant's files inside its job's folder.
    static final String MODEL = "model";

    /// A variant that is made and measured.
    ///
    /// @param files folder that holds nothing else
    record Made(Revision parent, Path files, ModelFacts facts, QuantizationCard card) {}

    Outcome<Revision> publish(Made made, Optional<ModelName> name) {
        QuantizationCard card = made.card();
        if (card.bytes().compareTo(card.parentBytes()) >= 0) {
            return Outcome.refused(
                    MeasureProblem.NOT_SMALLER.because(
                            "The variant was not published: it is not smaller.",
                            "It has %s and its parent has %s."
                                    .formatted(card.bytes(), card.parentBytes()),
                            "Keep the parent; this recipe has nothing to gain on it."));
        }
        Revision parent = made.parent();
        return models.admit(
                new Admission(
                        made.files(),
                        name.orElse(parent.model()),
                        Stage.VERIFIED,
                        new Origin.Quantized(parent.id(), card),
                        made.facts(),
                        Optional.empty(),
                        parent.golden().map(_ -> parent.id())));
    }

    /// {@return what a search measured of `attempt`}
    static QuantizationCard card(Attempt.Measured attempt) {
        return new QuantizationCard(
                attempt.recipe().id(),
                attempt.sizes().nodes(),
                attempt.sizes().bytes(),
                attempt.sizes().parentBytes(),
                attempt.report(),
                attempt.latency(),
                Optional.of(RecipeFile.textOf(attempt.recipe())),
                Optional.of(attempt.verdict()));
    }

    /// {@return the size of all files in `folder`}
    static Bytes sizeOf(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            long size = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
            return new Bytes(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
