package io.casemate.engine.quantize;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.problem.ReportedCode;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.SearchState.End;
import java.util.Optional;

/// One line of a search's journal.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalEntry.Measured.class, name = "measured"),
    @JsonSubTypes.Type(value = JournalEntry.TooInaccurate.class, name = "too-inaccurate"),
    @JsonSubTypes.Type(value = JournalEntry.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = JournalEntry.Ranked.class, name = "ranked"),
    @JsonSubTypes.Type(value = JournalEntry.Ended.class, name = "ended")
})
sealed interface JournalEntry {

    /// {@return time that the search had used by then, in nanoseconds}
    long nanos();

    /// An entry about a candidate.
    sealed interface Tried extends JournalEntry {
        Attempt attempt();
    }

    /// @param variant what its files were; empty where it did not pass the gate
    record Measured(Attempt.Measured attempt, Optional<RevisionId> variant, long nanos)
            implements Tried {}

    record TooInaccurate(Attempt.TooInaccurate attempt, long nanos) implements Tried {}

    /// @param problem of its attempt
    record Failed(Recipe recipe, Refusal problem, long nanos) implements Tried {

        @Override
        public Attempt attempt() {
            return new Attempt.Failed(recipe, problem.problem());
        }
    }

    record Ranked(LayerRanking ranking, long nanos) implements JournalEntry {}

    /// @param space how many candidates there were
    record Ended(End end, int space, long nanos) implements JournalEntry {}

    /// A problem as text.
    record Refusal(String code, ProblemCode.Kind kind, String what, String why, String remedy) {

        static Refusal of(Problem problem) {
            return new Refusal(
                    problem.code().id(),
                    problem.code().kind(),
                    problem.what(),
                    problem.why(),
                    problem.remedy());
        }

        Problem problem() {
            return new Problem(new ReportedCode(code, kind), what, why, remedy);
        }
    }

    static Tried of(Attempt attempt, Optional<RevisionId> variant, long nanos) {
        return switch (attempt) {
            case Attempt.Measured one -> new Measured(one, variant, nanos);
            case Attempt.TooInaccurate one -> new TooInaccurate(one, nanos);
            case Attempt.Failed(Recipe recipe, Problem problem) ->
                    new Failed(recipe, Refusal.of(problem), nanos);
        };
    }
}
