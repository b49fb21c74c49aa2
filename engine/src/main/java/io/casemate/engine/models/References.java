package io.casemate.engine.models;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds the revision that an operator means.
///
/// A model's name means its newest imported revision that is not retired. A variant of the same
/// name is newer than what it was made from, and is never meant by accident: it is named by digits.
/// Only where a name has no such revision does it mean the newest that has it.
record References(Registry registry) {
    private static final String PREFIX = "sha256:";
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{6,64}");
    private static final int SHOWN = 5;

    Outcome<Revision> resolve(String reference) {
        Set<Revision> found = new LinkedHashSet<>();
        named(reference).ifPresent(found::add);
        String digits =
                reference.startsWith(PREFIX) ? reference.substring(PREFIX.length()) : reference;
        if (DIGITS.matcher(digits).matches()) {
            registry.revisions().stream()
                    .filter(revision -> revision.id().digest().hex().startsWith(digits))
                    .forEach(found::add);
        }
        return switch (found.size()) {
            case 0 -> Outcome.refused(unknown(reference));
            case 1 -> Outcome.done(found.iterator().next());
            default -> Outcome.refused(ambiguous(reference, List.copyOf(found)));
        };
    }

    private Optional<Revision> named(String name) {
        List<Revision> ofModel =
                registry.revisions().stream()
                        .filter(revision -> revision.model().text().equals(name))
                        .toList();
        return ofModel.stream()
                .filter(Revision::isImported)
                .filter(revision -> revision.stage() != Stage.RETIRED)
                .findFirst()
                .or(() -> ofModel.stream().findFirst());
    }

    private Problem unknown(String reference) {
        List<String> names =
                registry.revisions().stream()
                        .map(revision -> revision.model().text())
                        .distinct()
                        .limit(SHOWN)
                        .toList();
        return ModelsProblem.UNKNOWN.because(
                "There is no revision '%s'.".formatted(reference),
                names.isEmpty()
                        ? "The registry is empty."
                        : "The registry has %d revisions; its newest models are %s."
                                .formatted(registry.revisions().size(), String.join(", ", names)),
                names.isEmpty()
                        ? "Import a model first."
                        : "Name a model, or at least six digits of a revision's digest.");
    }

    private static Problem ambiguous(String reference, List<Revision> found) {
        String candidates =
                found.stream()
                        .limit(SHOWN)
                        .map(revision ->
                                revision.model() + " " + revision.id().digest().abbreviated())
                        .collect(Collectors.joining(", "));
        return ModelsProblem.AMBIGUOUS.because(
                "'%s' names %d revisions.".formatted(reference, found.size()),
                "Among them are %s.".formatted(candidates),
                "Give more digits of the one that is meant.");
    }
}
