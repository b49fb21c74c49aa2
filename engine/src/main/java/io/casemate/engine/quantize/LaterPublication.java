package io.casemate.engine.quantize;

import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.SearchState;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Takes what a search found into the registry: makes it again from its recipe, and only if that
/// gives the very bytes that were measured, what was measured is said of it.
///
/// @param place the folder it works in
record LaterPublication(
        QuantizeWorkers workers, SearchJournal journal, QuantizeWorkers.Place place) {

    /// @param variant what its files were when it was measured
    private record Chosen(Attempt.Measured attempt, RevisionId variant) {}

    Outcome<Revision> execute(PublishAttempt command, Progress progress)
            throws IOException, InterruptedException {
        return switch (chosen(command.choice())) {
            case Outcome.Refused<Chosen>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Chosen>(Chosen chosen) -> publish(chosen, command, progress);
        };
    }

    private Outcome<Revision> publish(Chosen chosen, PublishAttempt command, Progress progress)
            throws IOException, InterruptedException {
        Path files = Files.createDirectory(place.folder().resolve(Variants.MODEL));
        Recipe recipe = chosen.attempt().recipe();
        return switch (workers.rewrite(place, recipe, files, progress.part(0, 0.9))) {
            case Outcome.Refused<RewriteJob.Rewritten>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<RewriteJob.Rewritten>(RewriteJob.Rewritten made) -> {
                RevisionId id = RevisionId.of(files);
                yield id.equals(chosen.variant())
                        ? new Variants(workers.models())
                                .publish(
                                        new Variants.Made(
                                                place.parent(),
                                                files,
                                                made.facts(),
                                                Variants.card(chosen.attempt())),
                                        command.name().or(() -> journal.head().plan().name()))
                        : Outcome.refused(otherBytes(chosen, id));
            }
        };
    }

    private Outcome<Chosen> chosen(String choice) {
        SearchState state = journal.state();
        Optional<Attempt> found =
                choice.equals(PublishAttempt.BEST)
                        ? state.best(journal.head().plan().goal()).map(Attempt.class::cast)
                        : find(choice, state.attempts());
        if (found.isEmpty()) {
            return Outcome.refused(unknown(choice, state));
        }
        Optional<RevisionId> variant = journal.variant(found.get());
        return found.get() instanceof Attempt.Measured measured && variant.isPresent()
                ? Outcome.done(new Chosen(measured, variant.get()))
                : Outcome.refused(notPublishable(found.get()));
    }

    private static Optional<Attempt> find(String choice, List<Attempt> attempts) {
        if (choice.matches("[1-9]\\d{0,5}")) {
            int number = Integer.parseInt(choice);
            return number <= attempts.size()
                    ? Optional.of(attempts.get(number - 1))
                    : Optional.empty();
        }
        return attempts.stream()
                .filter(attempt -> attempt.recipe().name().equals(choice))
                .findFirst();
    }

    private Problem unknown(String choice, SearchState state) {
        return choice.equals(PublishAttempt.BEST)
                ? SearchProblem.NOT_PUBLISHABLE.because(
                        "Nothing was published.",
                        "None of the %d candidates of search %s keeps every limit."
                                .formatted(state.attempts().size(), journal.head().id()),
                        "Leave the model as it is, or search with other limits.")
                : SearchProblem.UNKNOWN_ATTEMPT.because(
                        "'%s' was not published.".formatted(choice),
                        "Search %s has tried %d candidates, and it is neither the number nor the"
                                        .formatted(journal.head().id(), state.attempts().size())
                                + " recipe of one.",
                        "See 'casemate optimize --search %s' for them."
                                .formatted(journal.head().id()));
    }

    private static Problem notPublishable(Attempt attempt) {
        String why =
                switch (attempt) {
                    case Attempt.Measured one -> one.verdict().reason();
                    case Attempt.TooInaccurate one ->
                            "Its worst output is only %.1f dB on the ranking samples."
                                    .formatted(one.ranking().snrDb());
                    case Attempt.Failed one -> one.problem().why();
                };
        return SearchProblem.NOT_PUBLISHABLE.because(
                "'%s' was not published.".formatted(attempt.recipe().name()),
                why,
                "Choose a candidate that keeps every limit, or search with other limits.");
    }

    private static Problem otherBytes(Chosen chosen, RevisionId made) {
        return SearchProblem.OTHER_BYTES.because(
                "'%s' was not published.".formatted(chosen.attempt().recipe().name()),
                "Made again it is %s, and %s was measured: the calibration data or the program has"
                                .formatted(
                                        made.digest().abbreviated(),
                                        chosen.variant().digest().abbreviated())
                        + " changed since.",
                "Search again.");
    }
}
