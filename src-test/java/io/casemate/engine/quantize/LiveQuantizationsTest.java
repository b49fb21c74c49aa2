package io.casemate.engine.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.assets.demo.DemoModel;
import io.casemate.engine.airlock.HandMade;
import io.casemate.engine.airlock.ImportFixture;
import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.MetricScore;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Revision;
import io.casemate.engine.onnx.ModelBytes;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.Goal;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchState;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.worker.JobFolders;
import io.casemate.engine.worker.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
final class LiveQuantizationsTest {
    @TempDir static Path folder;
    private static ImportFixture console;
    private static LiveQuantizations quantizations;
    private static Revision demo;

    @BeforeAll
    static void importTheDemo() throws IOException, InterruptedException {
        NativeLibraries.unpack(folder.resolve("native"));
        console = new ImportFixture(folder.resolve("data"), folder.resolve("native"));
        quantizations =
                new LiveQuantizations(
                        console.models(),
                        console.workers(),
                        JobFolders.open(jobs()),
                        LiveSearches.open(
                                folder.resolve("data/searches"),
                                "test",
                                java.time.Clock.systemUTC()));
        demo = ImportFixture.done(console.execute(DemoModel.create(folder.resolve("demo"))));
    }

    @AfterAll
    static void close() {
        console.close();
    }

    private static Path jobs() {
        return folder.resolve("data/jobs");
    }

    private static Outcome<Revision> quantize(Revision parent, Recipe recipe) throws Exception {
        var command = new Quantize(parent.id(), recipe, Optional.empty());
        return quantizations.execute(command, Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource({"dynamic-int8, 20", "int4-weights, 15"})
    void publishesASmallerVariantWithWhatItCosts(String name, double leastSnr) throws Exception {
        Revision variant = ImportFixture.done(quantize(demo, Recipe.find(name).orElseThrow()));

        var origin = assertInstanceOf(Origin.Quantized.class, variant.origin());
        QuantizationCard card = origin.card();
        assertEquals(demo.id(), origin.parent());
        assertEquals(demo.golden(), variant.golden());
        assertEquals(name, card.recipe());
        assertEquals(demo.bytes(), card.parentBytes());
        assertEquals(variant.bytes(), card.bytes());
        assertTrue(card.sizeRatio() < 0.6, card.toString());
        assertTrue(card.quantizedNodes() > 0, card.toString());
        Accuracy accuracy = card.accuracy();
        assertTrue(accuracy.snrDb() > leastSnr && accuracy.snrDb() < 80, card.toString());
        assertEquals(500, accuracy.samples());
        assertTrue(accuracy.parentTop1().orElseThrow() > 0.9, card.toString());
        assertTrue(accuracy.variantTop1().orElseThrow() > 0.85, card.toString());
        MetricScore metric = accuracy.differences().orElseThrow().metric().orElseThrow();
        assertEquals("top-1", metric.metric());
        assertEquals(accuracy.variantTop1().orElseThrow(), metric.variant().value());
        assertEquals(10, metric.classes().size());
        assertTrue(card.latency().speedup() > 0, card.toString());
        assertEquals(List.of(), ImportFixture.listed(jobs()));
    }

    @Test
    void labelsRangesThatWereFoundOnMadeUpInputs() throws Exception {
        var command =
                new Quantize(demo.id(), Recipe.STATIC_INT8, Optional.empty(), Optional.empty(), 12);

        Revision variant = ImportFixture.done(quantizations.execute(command, Progress.NONE));

        QuantizationCard card = ((Origin.Quantized) variant.origin()).card();
        assertEquals(
                Optional.of("synthetic calibration (12 samples): unsafe for accuracy"),
                card.calibration());
        var check = card.gate().orElseThrow().checks().getLast();
        assertTrue(check.measured().contains("unsafe for accuracy"), check.measured());
        assertTrue(check.isKept(), "the error was measured on the golden set");
    }

    @Test
    void searchesNothingByMadeUpInputs() throws Exception {
        var command = new Quantize(demo.id(), Recipe.AUTO, Optional.empty(), Optional.empty(), 12);

        var refused =
                assertInstanceOf(
                        Outcome.Refused.class, quantizations.execute(command, Progress.NONE));

        assertEquals("QUANT-232", refused.problem().code().id());
    }

    @Test
    void autoLeavesAModelAsItIsThatHasNothingToGain() throws Exception {
        Revision parent = ImportFixture.done(console.execute(tiny()));
        int before = console.models().registry().latest().revisions().size();

        Outcome<Revision> outcome = quantize(parent, Recipe.AUTO);

        assertEquals("QUANT-208", ImportFixture.refused(outcome).code().id());
        assertEquals(before, console.models().registry().latest().revisions().size());
        assertEquals(List.of(), ImportFixture.listed(jobs()));
    }

    @Test
    void aSearchShowsEveryAttemptAndPublishesNothingUnasked() throws Exception {
        var shown = new ArrayList<SearchState>();
        var plan =
                new SearchPlan(
                        demo.id(),
                        Goal.SIZE,
                        Gate.STANDARD,
                        SearchPlan.STANDARD_BUDGET,
                        false,
                        Optional.empty(),
                        Optional.empty());
        int before = console.models().registry().latest().revisions().size();

        Outcome<SearchResult> outcome = quantizations.search(plan, shown::add, Progress.NONE);

        SearchResult result = ((Outcome.Done<SearchResult>) outcome).value();
        SearchState state = result.state();
        assertEquals(Optional.of(SearchState.End.EXHAUSTED), state.end());
        assertEquals(state.space(), state.attempts().size());
        assertEquals(state, shown.getLast());
        assertEquals(state.best(Goal.SIZE), result.best());
        assertTrue(state.front().contains(result.best().orElseThrow()));
        assertEquals(Optional.empty(), result.published());
        assertEquals(before, console.models().registry().latest().revisions().size());
    }

    @Test
    void theRecipeInTheCardMakesTheSameBytesAgain() throws Exception {
        Revision variant = ImportFixture.done(quantize(demo, Recipe.STORED_INT8));
        String card = ((Origin.Quantized) variant.origin()).card().recipeFile().orElseThrow();
        Path file = Files.writeString(folder.resolve("again.json"), card);

        Recipe recipe = ((Outcome.Done<Recipe>) RecipeFile.read(file)).value();

        assertEquals(variant.id(), ImportFixture.done(quantize(demo, recipe)).id());
    }

    private static Path tiny() throws IOException {
        return Files.write(folder.resolve("tiny.onnx"), ModelBytes.of(HandMade.sound()));
    }

    @Test
    void refusesAModelWithNothingToQuantize() throws Exception {
        Revision parent = ImportFixture.done(console.execute(tiny()));
        int before = console.models().registry().latest().revisions().size();

        Outcome<Revision> outcome = quantize(parent, Recipe.DYNAMIC_INT8);

        assertEquals("QUANT-101", ImportFixture.refused(outcome).code().id());
        assertEquals(before, console.models().registry().latest().revisions().size());
        assertEquals(List.of(), ImportFixture.listed(jobs()));
    }
}
