package io.casemate.engine.quantize;

import io.casemate.engine.golden.GoldenSet;
import io.casemate.engine.golden.GoldenSets;
import io.casemate.engine.json.Json;
import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of measuring a variant: runs it beside its parent, on the same inputs, in the
/// same process, on one thread each.
final class MeasureJob {
    static final String KIND = "measure";
    private static final int ONE_THREAD = 1;

    private MeasureJob() {}

    /// @param golden folder of the parent's golden set
    record Input(String parent, String variant, Optional<String> golden) {}

    record Measured(Accuracy accuracy, LatencyComparison latency) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException {
        Input asked = Json.read(input, Input.class);
        progress.report("loading both models", 0.05);
        return withBoth(
                        Path.of(asked.parent()),
                        Path.of(asked.variant()),
                        pair -> measure(asked, pair, progress))
                .map(Json::treeOf);
    }

    /// Two models with the same inputs and outputs.
    record Pair(SingleSession parent, SingleSession variant) {}

    /// What is done with both models while they are loaded.
    @FunctionalInterface
    interface Use<T> {
        Outcome<T> with(Pair pair) throws IOException;
    }

    /// Refused when the variant does not load.
    static <T> Outcome<T> withBoth(Path parentFile, Path variantFile, Use<T> use)
            throws IOException {
        try (SingleSession parent = SingleSession.open(parentFile, ONE_THREAD)) {
            SingleSession opened;
            try {
                opened = SingleSession.open(variantFile, ONE_THREAD);
            } catch (EngineException e) {
                return Outcome.refused(
                        MeasureProblem.DOES_NOT_LOAD.because(
                                "The variant was not published: the engine does not load it.",
                                e.problem().why(),
                                "Use another recipe for this model."));
            }
            try (SingleSession variant = opened) {
                return use.with(new Pair(parent, variant));
            }
        }
    }

    private static Outcome<Measured> measure(Input asked, Pair pair, Progress progress)
            throws IOException {
        Samples samples = samples(asked, pair.parent());
        if (samples.size() == 0) {
            return Outcome.refused(unproven());
        }
        var comparison = new AccuracyComparison(samples, pair);
        return comparison
                .run(progress.part(0.1, 0.6))
                .map(accuracy -> {
                    var race = new LatencyRace(pair, samples.inputs(0));
                    return new Measured(accuracy, race.run(progress.part(0.6, 1)));
                });
    }

    static Problem unproven() {
        return MeasureProblem.UNPROVEN.because(
                "The variant was not published: its error could not be measured.",
                "The parent runs on none of the inputs that can be made up.",
                "Import the parent again with a golden set (--golden).");
    }

    private static Samples samples(Input asked, SingleSession parent) throws IOException {
        if (asked.golden().isPresent()) {
            GoldenSet golden = GoldenSets.open(Path.of(asked.golden().get()), parent.inputs());
            return Samples.of(golden);
        }
        return Samples.seeded(parent);
    }
}
