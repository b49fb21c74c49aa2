package io.casemate.engine.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.assets.demo.DemoModel;
import io.casemate.engine.airlock.ImportFixture;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.rewrite.RewriteProblem;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.Goal;
import io.casemate.engine.quantize.search.SearchId;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchRecord;
import io.casemate.engine.quantize.search.SearchRecord.Standing;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchState;
import io.casemate.engine.quantize.search.SearchState.End;
import io.casemate.engine.quantize.search.SearchWatcher;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.worker.JobFolders;
import io.casemate.engine.worker.NativeLibraries;
import io.casemate.engine.worker.WorkerProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Searches that are on record: they go on after a crash, can be stopped in the middle, and are
/// published from later.
@Timeout(120)
final class SearchRecordsTest {
    @TempDir static Path folder;
    private static ImportFixture console;
    private static Revision demo;

    private final AtomicInteger attempts = new AtomicInteger();

    @BeforeAll
    static void importTheDemo() throws IOException, InterruptedException {
        NativeLibraries.unpack(folder.resolve("native"));
        console = new ImportFixture(folder.resolve("data"), folder.resolve("native"));
        demo = ImportFixture.done(console.execute(DemoModel.create(folder.resolve("demo"))));
    }

    @AfterAll
    static void close() {
        console.close();
    }

    /// A console of version `program`, on the same data folder.
    private LiveQuantizations console(String program, int dies) throws IOException {
        WorkerProcesses workers =
                (job, progress) -> {
                    if (job.kind().equals(AttemptJob.KIND) && attempts.incrementAndGet() == dies) {
                        throw new InterruptedException("the console is gone");
                    }
                    return console.workers().run(job, progress);
                };
        return new LiveQuantizations(
                console.models(),
                workers,
                JobFolders.open(folder.resolve("data/jobs")),
                LiveSearches.open(folder.resolve("data/searches"), program, Clock.systemUTC()));
    }

    /// With a limit that nothing keeps, so that nothing is timed.
    private static SearchPlan plan() {
        return plan(
                new Gate(
                        "own",
                        500,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty()));
    }

    private static SearchPlan plan(Gate gate) {
        return new SearchPlan(
                demo.id(),
                Goal.SIZE,
                gate,
                Duration.ofMinutes(2),
                false,
                Optional.empty(),
                Optional.empty());
    }

    private SearchId interrupted() throws Exception {
        return interrupted(plan());
    }

    private SearchId interrupted(SearchPlan plan) throws Exception {
        LiveQuantizations dying = console("1", 2);
        try {
            dying.search(plan, SearchWatcher.NONE, Progress.NONE);
        } catch (InterruptedException _) {
            attempts.set(0);
            return dying.searches().all().latest().getFirst().id();
        }
        throw new AssertionError("it was not interrupted");
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(var problem) -> throw new AssertionError(problem.toString());
        };
    }

    private static String code(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).problem().code().id();
    }

    @Test
    void goesOnWithoutTryingAgainWhatWasTried() throws Exception {
        SearchId id = interrupted();
        Path journal = folder.resolve("data/searches").resolve(id.text()).resolve("journal.jsonl");
        Files.writeString(journal, "{\"entry\":\"meas", StandardOpenOption.APPEND);
        LiveQuantizations next = console("1", -1);
        SearchRecord before = done(next.searches().find(id.text()));
        assertEquals(Standing.INTERRUPTED, before.standing());
        assertEquals(1, before.state().attempts().size());

        SearchResult result = done(next.resume(id, SearchWatcher.NONE, Progress.NONE));

        assertEquals(Optional.of(End.EXHAUSTED), result.state().end());
        assertEquals(result.state().attempts().size() - 1, attempts.get());
        assertEquals(before.state().attempts().getFirst(), result.state().attempts().getFirst());
        SearchRecord after = done(next.searches().find(id.text()));
        assertEquals(Standing.ENDED, after.standing());
        assertEquals(result.state(), after.state());
        assertEquals("QUANT-402", code(next.resume(id, SearchWatcher.NONE, Progress.NONE)));
    }

    @Test
    void saysNothingOfARecipeWhenTheDiskIsFullAndGoesOnLater() throws Exception {
        var full = new AtomicBoolean(true);
        WorkerProcesses workers =
                (job, progress) ->
                        full.get() && attempts.incrementAndGet() == 2
                                ? Outcome.refused(
                                        RewriteProblem.NO_SPACE.because("No.", "Full.", "Free."))
                                : console.workers().run(job, progress);
        var quantizations =
                new LiveQuantizations(
                        console.models(),
                        workers,
                        JobFolders.open(folder.resolve("data/jobs")),
                        LiveSearches.open(folder.resolve("data/searches"), "1", Clock.systemUTC()));

        Problem problem =
                ((Outcome.Refused<SearchResult>)
                                quantizations.search(plan(), SearchWatcher.NONE, Progress.NONE))
                        .problem();

        SearchRecord left = quantizations.searches().all().latest().getFirst();
        assertEquals("QUANT-103", problem.code().id());
        assertEquals("The search %s was interrupted.".formatted(left.id()), problem.what());
        assertEquals(
                "Free. Then go on with 'casemate optimize --resume %s'.".formatted(left.id()),
                problem.remedy());
        assertEquals(Standing.INTERRUPTED, left.standing());
        assertEquals(1, left.state().attempts().size());
        full.set(false);
        SearchState later =
                done(quantizations.resume(left.id(), SearchWatcher.NONE, Progress.NONE)).state();
        assertEquals(Optional.of(End.EXHAUSTED), later.end());
        assertFalse(later.attempts().stream().anyMatch(Attempt.Failed.class::isInstance));
    }

    @Test
    void goesOnWithTheSameProgramOnly() throws Exception {
        SearchId id = interrupted();

        Outcome<SearchResult> outcome =
                console("2", -1).resume(id, SearchWatcher.NONE, Progress.NONE);

        assertEquals("QUANT-403", code(outcome));
    }

    @Test
    void publishesFromARecordTheVeryBytesThatWereMeasured() throws Exception {
        SearchId id = interrupted(plan(Gate.STANDARD));
        LiveQuantizations next = console("1", -1);
        SearchState state = done(next.searches().find(id.text())).state();
        var first = (Attempt.Measured) state.attempts().getFirst();

        Revision variant =
                done(next.publish(new PublishAttempt(id, "1", Optional.empty()), Progress.NONE));

        var card = ((Origin.Quantized) variant.origin()).card();
        assertEquals(first.report(), card.accuracy());
        assertEquals(first.sizes().bytes(), variant.bytes());
        assertEquals(Optional.of(first.verdict()), card.gate());
        assertEquals(0, attempts.get());
        assertEquals(
                "QUANT-405",
                code(next.publish(new PublishAttempt(id, "2", Optional.empty()), Progress.NONE)));
    }

    @Test
    void stopsInTheMiddleOfACandidate() throws Exception {
        var stopped = new CompletableFuture<Void>();
        var begun = new ArrayList<String>();
        WorkerProcesses workers =
                (job, progress) -> {
                    begun.add(job.kind());
                    return console.workers()
                            .run(
                                    job,
                                    (step, fraction) -> {
                                        if (begun.size() == 2) {
                                            stopped.complete(null);
                                        }
                                        progress.report(step, fraction);
                                    });
                };
        var quantizations =
                new LiveQuantizations(
                        console.models(),
                        workers,
                        JobFolders.open(folder.resolve("data/jobs")),
                        LiveSearches.open(folder.resolve("data/searches"), "1", Clock.systemUTC()));
        SearchWatcher watcher =
                new SearchWatcher() {
                    @Override
                    public void show(SearchState state) {}

                    @Override
                    public boolean isStopped() {
                        return stopped.isDone();
                    }

                    @Override
                    public void whenStopped(Runnable ending) {
                        stopped.thenRun(ending);
                    }
                };

        SearchResult result = done(quantizations.search(plan(), watcher, Progress.NONE));

        assertEquals(Optional.of(End.STOPPED), result.state().end());
        assertEquals(1, result.state().attempts().size());
        assertEquals(2, begun.size());
        assertEquals(List.of(), ImportFixture.listed(folder.resolve("data/jobs")));
    }

    @Test
    void forgetsWhatIsDiscarded() throws Exception {
        SearchId id = interrupted();
        LiveQuantizations next = console("1", -1);

        done(next.searches().discard(id));

        assertEquals("QUANT-401", code(next.searches().find(id.text())));
        assertTrue(Files.notExists(folder.resolve("data/searches").resolve(id.text())));
    }

    @Test
    void measuresLayersAndKeepsThoseThatAreNamed() throws Exception {
        LiveQuantizations quantizations = console("1", -1);
        var command = new MeasureLayers(demo.id(), Recipe.STATIC_INT8, Optional.empty());

        LayerRanking ranking = done(quantizations.measureLayers(command, Progress.NONE));

        assertTrue(ranking.layers().size() > 1, ranking.toString());
        ranking.layers()
                .forEach(layer ->
                        assertTrue(layer.snrDb() > 10 && layer.ownDb() > 10, layer.toString()));
        Recipe kept = KeptLayers.of(Recipe.STATIC_INT8, List.of(ranking.names().getLast()));
        Revision variant =
                done(
                        quantizations.execute(
                                new Quantize(demo.id(), kept, Optional.empty()), Progress.NONE));
        int nodes = ((Origin.Quantized) variant.origin()).card().quantizedNodes();
        assertEquals(ranking.layers().size() - 1, nodes);
    }

    @Test
    void refusesToKeepALayerThatIsNotThere() throws Exception {
        Recipe kept = KeptLayers.of(Recipe.DYNAMIC_INT8, List.of("no such layer"));

        Outcome<Revision> outcome =
                console("1", -1)
                        .execute(new Quantize(demo.id(), kept, Optional.empty()), Progress.NONE);

        assertEquals("QUANT-409", code(outcome));
    }

    @Test
    void measuresLayersForStaticInt8Only() throws Exception {
        var command = new MeasureLayers(demo.id(), Recipe.STORED_INT8, Optional.empty());

        assertEquals("QUANT-408", code(console("1", -1).measureLayers(command, Progress.NONE)));
    }
}
