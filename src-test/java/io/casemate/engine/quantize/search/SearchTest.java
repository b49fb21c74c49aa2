package io.casemate.engine.quantize.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.casemate.engine.quantize.search.SearchState.End;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class SearchTest {
    private static final Bytes PARENT = new Bytes(1000);

    private static final Recipe STATIC = Recipe.STATIC_INT8;

    private static final SearchPlan PLAN =
            new SearchPlan(
                    new RevisionId(Digest.of(new byte[0])),
                    Goal.BALANCED,
                    Gate.STANDARD,
                    Duration.ofSeconds(10),
                    false,
                    Optional.empty(),
                    Optional.empty());

    private final AtomicLong clock = new AtomicLong();
    private final List<SearchState> shown = new ArrayList<>();

    private static Recipe recipe(String name) {
        return Recipe.of(name, new Step.DynamicInt8(List.of()));
    }

    private static Accuracy accuracy(double snr) {
        return new Accuracy(snr, 1, 0, "test", 1, OptionalDouble.empty(), OptionalDouble.empty());
    }

    static Measured measured(String name, int bytes, double snr, double speedup) {
        return measured(Gate.STANDARD, name, bytes, snr, speedup);
    }

    private static Measured measured(
            Gate gate, String name, int bytes, double snr, double speedup) {
        var sizes = new Sizes(1, new Bytes(bytes), PARENT);
        var latency = new LatencyComparison(100, 100 * speedup, 50, 1);
        return new Measured(
                recipe(name),
                sizes,
                accuracy(snr + 1),
                accuracy(snr),
                latency,
                gate.judge(sizes, accuracy(snr), latency),
                new Cost(1, Optional.empty()));
    }

    private static SearchState state(Attempt... attempts) {
        return new SearchState(
                List.of(attempts), attempts.length, Optional.empty(), Optional.of(End.EXHAUSTED));
    }

    /// Tries by a function; layers are ranked as `a` to `h`.
    private record FakeTrials(Function<Recipe, Attempt> attempts) implements Trials {
        @Override
        public Attempt attempt(Recipe recipe, Progress progress) {
            return attempts.apply(recipe);
        }

        @Override
        public LayerRanking rank(Step.StaticInt8 step, Progress progress) {
            List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h");
            return new LayerRanking(
                    names.stream()
                            .map(name ->
                                    new LayerSensitivity(
                                            name, "Conv", 64, 30, 30, names.indexOf(name)))
                            .toList(),
                    List.of());
        }
    }

    private SearchState run(
            Function<Recipe, Attempt> attempts, SearchWatcher watcher, String... names)
            throws InterruptedException {
        return run(attempts, watcher, List.of(names).stream().map(SearchTest::recipe).toList());
    }

    private SearchState run(
            Function<Recipe, Attempt> attempts, SearchWatcher watcher, List<Recipe> recipes)
            throws InterruptedException {
        var trials = new FakeTrials(attempts);
        return new Search(trials, watcher, Progress.NONE, clock::get).run(recipes, PLAN);
    }

    private Attempt take(Recipe recipe, int seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
        return measured(recipe.name(), 500, 30, 1);
    }

    @Test
    void triesEverythingWithinTheBudget() throws Exception {
        SearchState end = run(recipe -> take(recipe, 1), shown::add, "a", "b", "c");

        assertEquals(Optional.of(End.EXHAUSTED), end.end());
        assertEquals(List.of("a", "b", "c"), names(end));
        assertEquals(4, shown.size());
        assertEquals(Optional.of(recipe("b")), shown.get(1).current());
        assertEquals(end, shown.getLast());
    }

    @Test
    void triesNothingNewOnceTheBudgetIsUsedUp() throws Exception {
        SearchState end = run(recipe -> take(recipe, 6), shown::add, "a", "b", "c");

        assertEquals(Optional.of(End.BUDGET), end.end());
        assertEquals(List.of("a", "b"), names(end));
        assertEquals(3, end.space());
    }

    @Test
    void choosesAmongWhatWasTriedWhenItIsStopped() throws Exception {
        SearchWatcher stopping =
                new SearchWatcher() {
                    @Override
                    public void show(SearchState state) {
                        shown.add(state);
                    }

                    @Override
                    public boolean isStopped() {
                        return shown.size() == 1;
                    }
                };

        SearchState end = run(recipe -> take(recipe, 1), stopping, "a", "b");

        assertEquals(Optional.of(End.STOPPED), end.end());
        assertEquals(List.of("a"), names(end));
    }

    /// As exact as layers are kept: 10 dB and 4 dB for each.
    private static Attempt kept(Recipe recipe, double speedup) {
        int kept = recipe.steps().getFirst().keep().size();
        return measured(recipe.name(), 300, 10 + 4 * kept, speedup);
    }

    @Test
    void keepsAsFewLayersAsTheLimitAllows() throws Exception {
        SearchState end = run(recipe -> kept(recipe, 1.5), shown::add, List.of(STATIC));

        assertEquals(
                List.of(
                        "static-int8",
                        "static-int8-4-of-8",
                        "static-int8-6-of-8",
                        "static-int8-5-of-8"),
                names(end));
        assertEquals(8, end.space());
    }

    @Test
    void triesOtherRecipesBeforeItKeepsLayers() throws Exception {
        SearchState end =
                run(recipe -> kept(recipe, 1.5), shown::add, List.of(STATIC, recipe("other")));

        assertEquals(
                List.of("static-int8", "other", "static-int8-4-of-8"), names(end).subList(0, 3));
    }

    @Test
    void givesUpKeepingLayersOnceItIsSlowerAnyway() throws Exception {
        SearchState end = run(recipe -> kept(recipe, 0.5), shown::add, List.of(STATIC));

        assertEquals(List.of("static-int8", "static-int8-4-of-8"), names(end));
        assertEquals(Optional.empty(), end.best(Goal.BALANCED));
    }

    @Test
    void keepsNoLayersWhereAllAreExactEnough() throws Exception {
        SearchState end =
                run(recipe -> measured(recipe.name(), 300, 30, 1.5), shown::add, List.of(STATIC));

        assertEquals(List.of("static-int8"), names(end));
    }

    private static List<String> names(SearchState state) {
        return state.attempts().stream().map(attempt -> attempt.recipe().name()).toList();
    }

    @Test
    void theFrontHoldsWhatNothingBeats() {
        Measured small = measured("small", 250, 25, 1);
        Measured exact = measured("exact", 500, 60, 1);
        Measured fast = measured("fast", 500, 25, 2);
        Measured beaten = measured("beaten", 300, 24, 0.9);

        assertEquals(List.of(small, exact, fast), state(beaten, exact, small, fast).front());
    }

    @Test
    void eachGoalChoosesItsOwn() {
        SearchState state =
                state(
                        measured("small", 250, 25, 1),
                        measured("exact", 500, 60, 1),
                        measured("fast", 900, 25, 2.5),
                        measured("both", 300, 25, 1.6));

        assertEquals("small", state.best(Goal.SIZE).orElseThrow().recipe().name());
        assertEquals("exact", state.best(Goal.ACCURACY).orElseThrow().recipe().name());
        assertEquals("fast", state.best(Goal.LATENCY).orElseThrow().recipe().name());
        assertEquals("both", state.best(Goal.BALANCED).orElseThrow().recipe().name());
    }

    @Test
    void prefersTheMoreExactOfTwoThatAreAlike() {
        SearchState state = state(measured("coarse", 300, 32, 1), measured("exact", 301, 47, 1));

        for (Goal goal : Goal.values()) {
            assertEquals("exact", state.best(goal).orElseThrow().recipe().name(), goal.id());
        }
    }

    @Test
    void nothingIsChosenThatFailsTheGate() {
        SearchState state =
                state(
                        measured("inexact", 250, 19.9, 2),
                        measured("slow", 250, 40, 0.8),
                        measured("large", 1000, 40, 2));

        assertEquals(Optional.empty(), state.best(Goal.BALANCED));
    }

    @Test
    void speedWithinTheNoiseCountsAsNone() {
        assertEquals(1, measured("same", 500, 30, 1.02).provenSpeedup());
        assertEquals(1, measured("same", 500, 30, 0.98).provenSpeedup());
        assertTrue(measured("same", 500, 30, 0.98).verdict().isPassed());
    }

    @Test
    void theGateTellsWhatWasMissedAndByHowMuch() {
        Measured inexact = measured("inexact", 250, 19.9, 2);

        assertEquals(
                "19.9 dB on test (limit: worst output at least 20.0 dB)",
                inexact.verdict().reason());
    }

    @Test
    void aLossThatCannotBeCountedDoesNotPass() {
        var gate =
                new Gate(
                        "own",
                        20,
                        OptionalDouble.of(0.01),
                        OptionalDouble.of(90),
                        Optional.of(new Bytes(300)));

        Measured one = measured(gate, "one", 400, 30, 1);

        assertFalse(one.verdict().isPassed());
        assertEquals(
                List.of(true, true, true, false, false, false),
                one.verdict().checks().stream().map(check -> check.isKept()).toList());
    }
}
