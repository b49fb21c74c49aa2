package io.casemate.engine.quantize;

import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.search.SearchState.End;
import java.util.Optional;

/// Whether a search on record may go on here and now.
///
/// @param program version of this program
record GoingOn(SearchJournal journal, String program) {

    /// {@return why it does not go on; empty when it may}
    Optional<Problem> problem() {
        if (journal.ended().isPresent() && journal.ended().get().end() != End.STOPPED) {
            return Optional.of(ended(journal.ended().get()));
        }
        if (!journal.head().program().equals(program)) {
            return Optional.of(
                    SearchProblem.OTHER_PROGRAM.because(
                            what(),
                            "It was begun by version %s, and this is %s: candidates may be made"
                                            .formatted(journal.head().program(), program)
                                    + " and judged otherwise.",
                            "Start the search again, and discard this one."));
        }
        String host = HostClass.here().id();
        return journal.head().host().equals(host)
                ? Optional.empty()
                : Optional.of(
                        SearchProblem.OTHER_HOST.because(
                                what(),
                                "It was begun on a host of class %s, and this one is of class %s:"
                                                .formatted(journal.head().host(), host)
                                        + " their figures cannot be compared.",
                                "Start the search again on this host, and discard this one."));
    }

    private Problem ended(JournalEntry.Ended ended) {
        String why =
                switch (ended.end()) {
                    case EXHAUSTED -> "It has tried all of its %d candidates.";
                    case BUDGET -> "Its time is used up, after %d candidates.";
                    case STOPPED -> "It was stopped after %d candidates.";
                };
        return SearchProblem.NOT_INTERRUPTED.because(
                what(),
                why.formatted(journal.tried().count()),
                "See what it found with 'casemate optimize --search %s', or start another one."
                        .formatted(journal.head().id()));
    }

    static Problem running(SearchJournal journal) {
        return SearchProblem.NOT_INTERRUPTED.because(
                "The search %s does not go on a second time.".formatted(journal.head().id()),
                "It runs already.",
                "Wait for its end, or stop it.");
    }

    private String what() {
        return "The search %s does not go on.".formatted(journal.head().id());
    }
}
