package io.casemate.views.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.models.MetricScore;
import io.casemate.engine.models.MetricScore.ClassScore;
import io.casemate.engine.models.MetricScore.Estimate;
import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.Differences;
import io.casemate.engine.models.Differences.FlipRate;
import io.casemate.engine.models.Differences.OutputError;
import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.models.LatencyComparison.PairedTimes;
import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Attempt.Cost;
import io.casemate.engine.quantize.search.Attempt.Measured;
import io.casemate.engine.quantize.search.Attempt.Sizes;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.Goal;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchState;
import io.casemate.engine.quantize.search.SearchState.End;
import io.casemate.engine.units.Bytes;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;

class SearchViewTest extends FxTest {
    private static final MetricScore METRIC =
            new MetricScore(
                    "top-1",
                    true,
                    true,
                    250,
                    new Estimate(0.964, 0.933, 0.981),
                    new Estimate(0.956, 0.923, 0.975),
                    new Estimate(0.008, 0, 0.02),
                    "Wilson",
                    List.of(new ClassScore(3, 25, 24, 22), new ClassScore(8, 25, 25, 25)));

    private static final Measured STORED = measured(Recipe.STORED_INT8, 0.268, 41.5, 1.01);
    private static final Measured STATIC =
            measured(Recipe.STATIC_INT8.then(Recipe.STORED_INT8), 0.284, 23.4, 1.92);
    private static final Measured BLOCKS = measured(Recipe.INT8_WEIGHTS, 0.301, 47.1, 0.83);
    private static final Measured HALVES = measured(Recipe.STORED_FP16, 0.505, 76.5, 0.99);

    private static Accuracy accuracy(double snr) {
        var output = new OutputError("logits", snr, 0.99912, 0.01);
        return new Accuracy(
                snr,
                0.99912,
                0.01,
                "golden set (250 of 500 samples, not used for choosing)",
                250,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.of(
                        new Differences(
                                List.of(output, new OutputError("embedding", snr + 4, 0.9999, 0.1)),
                                List.of("classes (no tensor)"),
                                Optional.of(new FlipRate("logits", 2, 250, 0.002, 0.029)),
                                List.of(),
                                Optional.of(METRIC))));
    }

    private static Sizes sizes(double ratio) {
        return new Sizes(14, new Bytes(Math.round(ratio * 12_000_000)), new Bytes(12_000_000));
    }

    private static Measured measured(Recipe recipe, double ratio, double snr, double speedup) {
        var times =
                new PairedTimes(
                        400 / speedup,
                        400,
                        speedup,
                        speedup - 0.02,
                        speedup + 0.02,
                        520 / speedup,
                        520,
                        3,
                        true);
        var latency = new LatencyComparison(410 / speedup, 410, 900, 1, Optional.of(times));
        return new Measured(
                recipe,
                sizes(ratio),
                accuracy(snr + 0.4),
                accuracy(snr),
                latency,
                Gate.STANDARD.judge(sizes(ratio), accuracy(snr), latency),
                new Cost(3.1, Optional.of(Bytes.mebibytes(160))));
    }

    private static FakeRooms searched() {
        FakeRooms rooms = Fixtures.typical();
        List<Attempt> attempts =
                List.of(
                        STORED,
                        STATIC,
                        BLOCKS,
                        new Attempt.TooInaccurate(
                                Recipe.INT4_WEIGHTS,
                                sizes(0.243),
                                accuracy(14.2),
                                new Cost(3, Optional.empty())),
                        HALVES,
                        new Attempt.Failed(Recipe.DYNAMIC_INT8, FakeRooms.REFUSAL));
        var state = new SearchState(attempts, 31, Optional.empty(), Optional.of(End.EXHAUSTED));
        rooms.searched =
                Optional.of(new SearchResult(state, state.best(Goal.BALANCED), Optional.empty()));
        return rooms;
    }

    private void openSearch(FakeRooms rooms) {
        open(rooms, desk -> List.of(OptimizeScreen.of(desk)));
        robot.clickOn("#optimize-search");
    }

    @Test
    void saysThatNothingWasTriedYet() {
        openSearch(Fixtures.typical());
        picture("search-empty");

        assertTrue(isShown(texts.text("optimize.search.count.none")));
        assertTrue(robot.lookup("#search-publish").query().isDisabled());
    }

    @Test
    void showsEveryCandidateAndTheEvidenceOfTheBest() {
        openSearch(searched());

        robot.clickOn("#search-run");
        settle();
        picture("search-typical");

        assertEquals(5, robot.lookup(".trade-off-dot").queryAll().size());
        assertEquals(1, robot.lookup(".trade-off-dot.best").queryAll().size());
        assertTrue(isShown(STATIC.recipe().name()));
        assertTrue(isShown("0.9560 (0.9230 \u2013 0.9750); parent 0.9640"));
        assertTrue(isShown("3: 22 of 25, parent 24"));
        assertFalse(robot.lookup("#search-publish").query().isDisabled());
    }

    @Test
    void anotherGoalChoosesAnotherCandidateWithoutAnotherSearch() {
        openSearch(searched());
        robot.clickOn("#search-run");
        settle();

        robot.clickOn("#search-goal-accuracy");
        settle();

        assertTrue(
                isShown(
                        texts.text("optimize.search.count", 6, 31)
                                + " "
                                + texts.text("optimize.search.best", "stored-fp16")));
    }

    @Test
    void publishesTheChosenCandidateByItsRecipe() {
        FakeRooms rooms = searched();
        openSearch(rooms);
        robot.clickOn("#search-run");
        settle();

        robot.clickOn("#search-publish");
        await(() -> !rooms.commands.isEmpty());

        assertEquals(
                List.of(new Quantize(Fixtures.parent().id(), STATIC.recipe(), Optional.empty())),
                rooms.commands);
    }

    @Test
    void searchesWithinTheLimitsThatWereTyped() {
        FakeRooms rooms = Fixtures.typical();
        openSearch(rooms);

        onFx(() -> robot.lookup("#search-p99").queryAs(TextField.class).setText("1.5"));
        robot.clickOn("#search-run");
        await(() -> !rooms.commands.isEmpty());
        settle();
        picture("search-refused");

        SearchPlan plan = (SearchPlan) rooms.commands.getFirst();
        assertEquals(OptionalDouble.of(1500), plan.gate().mostP99Micros());
        assertEquals(OptionalDouble.empty(), plan.gate().mostLoss());
        assertFalse(plan.publishes());
    }

    @Test
    void asksForANumberWhereThereIsNone() {
        FakeRooms rooms = Fixtures.typical();
        openSearch(rooms);

        onFx(() -> robot.lookup("#search-loss").queryAs(TextField.class).setText("little"));
        robot.clickOn("#search-run");
        settle();

        assertTrue(isShown(texts.text("optimize.search.number", "little")));
        assertEquals(List.of(), rooms.commands);
    }
}
