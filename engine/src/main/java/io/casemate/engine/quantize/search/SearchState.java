package io.casemate.engine.quantize.search;

import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.search.Attempt.Measured;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How far a search is: a snapshot.
///
/// @param attempts in the order in which they were tried
/// @param space how many candidates there are, as far as is known: those of the plan, and those
///   that differ from them by the layers that are kept
/// @param current what is tried now; empty when the search has ended
/// @param end why it ended; empty while it runs
/// @param ranking how well each layer bears static INT8; empty where nobody had to know
public record SearchState(
        List<Attempt> attempts,
        int space,
        Optional<Recipe> current,
        Optional<End> end,
        Optional<LayerRanking> ranking) {

    public static final SearchState NONE =
            new SearchState(List.of(), 0, Optional.empty(), Optional.empty());

    /// A search that did not have to rank layers.
    public SearchState(
            List<Attempt> attempts, int space, Optional<Recipe> current, Optional<End> end) {
        this(attempts, space, current, end, Optional.empty());
    }

    public SearchState {
        attempts = List.copyOf(attempts);
    }

    public enum End {
        /// Everything worth trying was tried.
        EXHAUSTED,
        /// The budget was used up.
        BUDGET,
        /// Somebody stopped it.
        STOPPED
    }

    /// {@return the candidates that were measured in full}
    public Stream<Measured> measured() {
        return attempts.stream().filter(Measured.class::isInstance).map(Measured.class::cast);
    }

    /// {@return those that no other one beats in size, error and speed together, smallest first}
    public List<Measured> front() {
        List<Measured> all = measured().toList();
        return all.stream()
                .filter(one -> all.stream().noneMatch(other -> other.beats(one)))
                .sorted(Comparator.comparing((Measured one) -> one.sizes().bytes()))
                .toList();
    }

    /// {@return the best one for `goal` of those that pass the gate; empty: leave the model as it
    /// is}
    public Optional<Measured> best(Goal goal) {
        return measured().filter(one -> one.verdict().isPassed()).max(goal.order());
    }
}
