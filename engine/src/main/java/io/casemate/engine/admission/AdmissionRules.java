package io.casemate.engine.admission;

import io.casemate.engine.models.Models;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.units.Digest;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Stream;

/// What must hold before a gate can be run, and what must come out of it.
record AdmissionRules(Models models) {

    /// {@return the variant `id`, if it and its parent are there to be run}
    Outcome<Revision> measurable(RevisionId id) {
        Optional<Revision> found = models.registry().latest().find(id);
        if (found.isEmpty()) {
            return refused(
                    AdmissionProblem.UNKNOWN,
                    id,
                    "The registry has no such revision.",
                    "Choose one that is listed by 'casemate models'.");
        }
        return switch (found.get().origin()) {
            case Origin.Imported _ ->
                    refused(
                            AdmissionProblem.ORIGINAL,
                            id,
                            "It was imported, and a gate measures a variant beside its parent. Its"
                                    + " trial in the airlock counts.",
                            "Deploy it, or name one of its variants.");
            case Origin.Quantized(RevisionId parent, _) ->
                    Stream.of(id, parent)
                            .filter(needed -> !isThere(needed))
                            .findFirst()
                            .map(lost -> missing(id, lost))
                            .orElseGet(() -> Outcome.done(found.get()));
        };
    }

    private boolean isThere(RevisionId id) {
        return models.registry().latest().find(id).isPresent()
                && Files.isRegularFile(models.modelFile(id));
    }

    /// {@return the golden set that `variant` is measured on, which is its parent's}
    Optional<Digest> golden(Revision variant) {
        return switch (variant.origin()) {
            case Origin.Imported _ -> variant.golden();
            case Origin.Quantized(RevisionId parent, _) ->
                    models.registry().latest().find(parent).flatMap(Revision::golden);
        };
    }

    private static Outcome<Revision> missing(RevisionId id, RevisionId lost) {
        return refused(
                AdmissionProblem.FILE_MISSING,
                id,
                "The store has no file for %s %s."
                        .formatted(
                                lost.equals(id) ? "the variant" : "its parent",
                                lost.digest().abbreviated()),
                "Import the same content again; it gets the same revision.");
    }

    private static Outcome<Revision> refused(
            AdmissionProblem code, RevisionId id, String why, String remedy) {
        return Outcome.refused(
                code.because(
                        "The gate of revision %s was not run.".formatted(id.digest().abbreviated()),
                        why,
                        remedy));
    }

    /// {@return `variant` if `cell` says that it may serve there}
    static Outcome<Revision> passed(Revision variant, HostAdmission cell) {
        if (cell.isGreen()) {
            return Outcome.done(variant);
        }
        String name = variant.id().digest().abbreviated();
        return Outcome.refused(
                AdmissionProblem.NOT_PASSED.because(
                        "Revision %s of '%s' was not admitted to this class of hosts."
                                .formatted(name, variant.model()),
                        "It misses the %s gate: %s."
                                .formatted(cell.judged().run().gate().name(), cell.reason()),
                        "Deploy its parent, make a variant with another recipe, or run the gate"
                                + " again: 'casemate admit %s --again', with other limits if"
                                        .formatted(name)
                                + " these are wrong."));
    }
}
