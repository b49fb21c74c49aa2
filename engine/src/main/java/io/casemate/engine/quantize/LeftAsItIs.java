package io.casemate.engine.quantize;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Search;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchResult;
import java.util.List;

/// The finding that a model is best left as it is, with the evidence.
final class LeftAsItIs {

    private LeftAsItIs() {}

    static Problem problem(SearchPlan plan, SearchResult result) {
        List<Attempt> attempts = result.state().attempts();
        String limits = String.join(", ", plan.gate().limits());
        String why =
                attempts.isEmpty()
                        ? "No recipe has anything to change in it."
                        : "None of %d candidates is %s. %s"
                                .formatted(attempts.size(), limits, evidence(attempts));
        return MeasureProblem.LEFT_AS_IT_IS.because(
                "The model is best left as it is, and nothing was published.",
                why,
                "Deploy the model itself, or make a variant all the same by naming one of the"
                        + " recipes.");
    }

    private static String evidence(List<Attempt> attempts) {
        return String.join(
                "; ",
                attempts.stream()
                        .map(attempt -> attempt.recipe().name() + ": " + words(attempt))
                        .toList());
    }

    private static String words(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Measured one -> one.verdict().reason();
            case Attempt.TooInaccurate _, Attempt.Failed _ -> Search.words(attempt);
        };
    }
}
