package io.casemate.engine.quantize.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.qdq.LayerSensitivity;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.quantize.search.Attempt.Cost;
import io.casemate.engine.quantize.search.Attempt.Measured;
import io.casemate.engine.quantize.search.Attempt.Sizes;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How much of the best a search finds, and how few candidates it tries for it, beside trying every
/// number of layers. The measurements are of a model of errors: those of layers add up in power.
///
/// A search keeps a distance of 1.5 dB from the limit, so that what a few samples say holds on
/// others; the best is that of the numbers that keep it too. Of the best that the limit itself
/// allows, which the distance costs something of, it finds more than 90 %.
final class SearchCountTest {
    private static final Bytes PARENT = new Bytes(100_000_000);
    private static final int LAYERS = 160;

    private static final SearchPlan PLAN =
            new SearchPlan(
                    new RevisionId(Digest.of(new byte[0])),
                    Goal.LATENCY,
                    Gate.STANDARD,
                    Duration.ofHours(1),
                    false,
                    Optional.empty(),
                    Optional.empty());

    /// A model whose layers have errors and costs of their own.
    private record Layered(List<LayerSensitivity> layers) implements Trials {

        static Layered of(long seed) {
            var random = new SplittableRandom(seed);
            var layers = new ArrayList<LayerSensitivity>();
            for (int i = 0; i < LAYERS; i++) {
                double decibels = 28 + 30 * random.nextDouble() - (i % 19 == 0 ? 12 : 0);
                layers.add(new LayerSensitivity("layer" + i, "Conv", 1000, decibels, decibels, i));
            }
            layers.sort(Comparator.comparingDouble(LayerSensitivity::snrDb).reversed());
            return new Layered(layers);
        }

        @Override
        public Measured attempt(Recipe recipe, Progress progress) {
            List<String> kept = recipe.steps().getFirst().keep();
            double noise = 0;
            int integers = 0;
            for (LayerSensitivity layer : layers) {
                if (!kept.contains(layer.name())) {
                    noise += Math.pow(10, -layer.snrDb() / 10);
                    integers++;
                }
            }
            double snr = integers == 0 ? 999 : -10 * Math.log10(noise);
            double speedup = 1 / (1 - 0.6 * integers / LAYERS);
            var sizes = new Sizes(integers, new Bytes(30_000_000), PARENT);
            var accuracy =
                    new Accuracy(
                            snr, 1, 0, "model", 1, OptionalDouble.empty(), OptionalDouble.empty());
            var latency = new LatencyComparison(100, 100 * speedup, 50, 1);
            return new Measured(
                    recipe,
                    sizes,
                    accuracy,
                    accuracy,
                    latency,
                    Gate.STANDARD.judge(sizes, accuracy, latency),
                    new Cost(1, Optional.empty()));
        }

        @Override
        public LayerRanking rank(Step.StaticInt8 step, Progress progress) {
            return new LayerRanking(layers, List.of());
        }

        /// The fastest that is exact enough, of every number of layers.
        private double exhaustive(double leastDb) {
            double best = 1;
            for (int count = 0; count <= LAYERS; count++) {
                List<String> kept =
                        layers.subList(count, LAYERS).stream().map(LayerSensitivity::name).toList();
                var step = Recipe.STATIC_INT8.staticInt8().orElseThrow().withKeep(kept);
                Measured one = attempt(Recipe.of("of-" + count, step), Progress.NONE);
                best = one.report().snrDb() >= leastDb ? Math.max(best, one.provenSpeedup()) : best;
            }
            return best;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsNearlyTheBestWithFewCandidates(long seed) throws Exception {
        Layered model = Layered.of(seed);

        SearchState end =
                new Search(model, SearchWatcher.NONE, Progress.NONE, () -> 0)
                        .run(List.of(Recipe.STATIC_INT8), PLAN);

        double found = end.best(Goal.LATENCY).orElseThrow().provenSpeedup();
        assertEquals(LAYERS, end.space());
        assertTrue(end.attempts().size() < 0.1 * end.space(), "tried " + end.attempts().size());
        double best = model.exhaustive(Gate.STANDARD_SNR_DB + 1.5);
        assertTrue(found > 0.95 * best, found + " of " + best);
        double bestOfAll = model.exhaustive(Gate.STANDARD_SNR_DB);
        assertTrue(found > 0.9 * bestOfAll, found + " of " + bestOfAll);
    }
}
