package io.casemate.engine.quantize;

import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.Trials;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.worker.JobFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Tries candidates in workers, one process each. The files of those that pass the gate are kept
/// until the search has chosen.
final class LiveTrials implements Trials {
    private final QuantizeWorkers workers;
    private final Revision parent;
    private final Gate gate;
    private final QuantizeWorkers.Place place;
    private final Map<Recipe, Kept> kept = new HashMap<>();
    private int count;

    /// @param place the folder of the whole search, and the deadline of one candidate
    LiveTrials(QuantizeWorkers workers, Gate gate, QuantizeWorkers.Place place) {
        this.workers = workers;
        this.parent = place.parent();
        this.gate = gate;
        this.place = place;
    }

    /// What a candidate left.
    ///
    /// @param files its folder, which holds nothing else
    record Kept(Path files, ModelFacts facts) {}

    /// {@return what `attempt` left, if it passed the gate and was tried by this process}
    Optional<Kept> kept(Attempt attempt) {
        return Optional.ofNullable(kept.get(attempt.recipe()));
    }

    @Override
    public Attempt attempt(Recipe recipe, Progress progress) throws InterruptedException {
        try {
            Path folder = Files.createDirectory(place.folder().resolve("attempt-" + count++));
            Path files = Files.createDirectory(folder.resolve(Variants.MODEL));
            var own =
                    new QuantizeWorkers.Place(
                            parent, folder, place.deadline(), place.calibration());
            Attempt attempt =
                    switch (workers.attempt(own, recipe, gate.leastSnrDb(), progress)) {
                        case Outcome.Refused<AttemptJob.Tried>(Problem problem) ->
                                failed(recipe, problem);
                        case Outcome.Done<AttemptJob.Tried>(AttemptJob.Tried tried) ->
                                attempt(recipe, files, tried);
                    };
            if (!kept.containsKey(recipe)) {
                JobFolders.delete(folder);
            }
            return attempt;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws BrokenTrial when the machine is to blame, so that nothing is said of the recipe
    private static Attempt failed(Recipe recipe, Problem problem) {
        if (problem.code().kind() == ProblemCode.Kind.ENVIRONMENT) {
            throw new BrokenTrial(problem);
        }
        return new Attempt.Failed(recipe, problem);
    }

    @Override
    public LayerRanking rank(Step.StaticInt8 step, Progress progress) throws InterruptedException {
        return switch (workers.rank(place, step, progress)) {
            case Outcome.Refused<LayerRanking> _ -> LayerRanking.NONE;
            case Outcome.Done<LayerRanking>(LayerRanking ranking) -> ranking;
        };
    }

    private Attempt attempt(Recipe recipe, Path files, AttemptJob.Tried tried) {
        var sizes = new Attempt.Sizes(tried.nodes(), Variants.sizeOf(files), parent.bytes());
        if (tried.held().isEmpty()) {
            return new Attempt.TooInaccurate(recipe, sizes, tried.ranking(), tried.cost());
        }
        AttemptJob.Held held = tried.held().get();
        var attempt =
                new Attempt.Measured(
                        recipe,
                        sizes,
                        tried.ranking(),
                        held.report(),
                        held.latency(),
                        gate.judge(sizes, held.report(), held.latency()),
                        tried.cost());
        if (attempt.verdict().isPassed()) {
            kept.put(recipe, new Kept(files, tried.facts()));
        }
        return attempt;
    }

    static Duration deadline(Duration budget) {
        Duration twice = budget.multipliedBy(2);
        Duration least = Duration.ofMinutes(1);
        return twice.compareTo(least) < 0
                ? least
                : twice.compareTo(QuantizeWorkers.DEADLINE) > 0 ? QuantizeWorkers.DEADLINE : twice;
    }
}
