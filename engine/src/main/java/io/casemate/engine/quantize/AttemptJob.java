package io.casemate.engine.quantize;

import io.casemate.engine.golden.GoldenSet;
import io.casemate.engine.golden.GoldenSets;
import io.casemate.engine.json.Json;
import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.search.Attempt.Cost;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of trying one candidate of a search: makes it and measures it, in one process,
/// so that a candidate that kills the engine takes nothing else along.
final class AttemptJob {
    static final String KIND = "attempt";

    /// Seeds of samples that rank; those that report begin with 1 as everywhere.
    private static final long FIRST_RANKING_SEED = 1_001;

    private static final int RANKING_SEEDS = 8;

    private AttemptJob() {}

    /// @param golden folder of the parent's golden set
    /// @param samples folder of samples that ranges are found on
    /// @param leastSnrDb below that on the ranking samples it is given up
    record Input(
            Recipe recipe,
            String parent,
            String output,
            Optional<String> golden,
            Optional<String> samples,
            double leastSnrDb) {}

    /// @param held empty when it was given up after ranking
    record Tried(int nodes, ModelFacts facts, Accuracy ranking, Optional<Held> held, Cost cost) {}

    /// What was measured of a candidate that ranked well enough.
    record Held(Accuracy report, LatencyComparison latency) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException {
        Input asked = Json.read(input, Input.class);
        var rewriting =
                new RewriteJob.Input(
                        asked.recipe(), asked.parent(), asked.output(), asked.samples());
        return switch (RewriteJob.run(rewriting, progress.part(0, 0.4))) {
            case Outcome.Refused<RewriteJob.Rewritten>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<RewriteJob.Rewritten>(RewriteJob.Rewritten rewritten) -> {
                Path variant = Path.of(asked.output()).resolve("model.onnx");
                yield MeasureJob.withBoth(
                                Path.of(asked.parent()),
                                variant,
                                pair -> measure(asked, pair, progress.part(0.4, 1)))
                        .map(measured -> tried(rewritten, measured));
            }
        };
    }

    private record Result(Accuracy ranking, Optional<Held> held) {}

    private static ObjectNode tried(RewriteJob.Rewritten rewritten, Result result) {
        return Json.treeOf(
                new Tried(
                        rewritten.quantizedNodes(),
                        rewritten.facts(),
                        result.ranking(),
                        result.held(),
                        Spent.soFar()));
    }

    private static Outcome<Result> measure(Input asked, MeasureJob.Pair pair, Progress progress)
            throws IOException {
        Sets sets = sets(asked, pair.parent());
        if (sets.ranking().size() == 0 || sets.report().size() == 0) {
            return Outcome.refused(MeasureJob.unproven());
        }
        var ranking = new AccuracyComparison(sets.ranking(), pair).run(progress.part(0, 0.2));
        return ranking.then(ranked ->
                ranked.snrDb() < asked.leastSnrDb()
                        ? Outcome.done(new Result(ranked, Optional.empty()))
                        : held(pair, sets, progress.part(0.2, 1))
                                .map(held -> new Result(ranked, Optional.of(held))));
    }

    private static Outcome<Held> held(MeasureJob.Pair pair, Sets sets, Progress progress) {
        return new AccuracyComparison(sets.report(), pair)
                .run(progress.part(0, 0.5))
                .map(report ->
                        new Held(
                                report,
                                new LatencyRace(pair, sets.report().inputs(0))
                                        .run(progress.part(0.5, 1))));
    }

    private record Sets(Samples ranking, Samples report) {}

    private static Sets sets(Input asked, SingleSession parent) throws IOException {
        if (asked.golden().isEmpty()) {
            return new Sets(
                    Samples.seeded(parent, FIRST_RANKING_SEED, RANKING_SEEDS),
                    Samples.seeded(parent));
        }
        GoldenSet golden = GoldenSets.open(Path.of(asked.golden().get()), parent.inputs());
        var split = new SampleSplit(golden.size());
        return new Sets(Samples.of(golden, split.ranking()), Samples.of(golden, split.report()));
    }
}
