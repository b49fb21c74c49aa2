package io.casemate.engine.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.assets.demo.DemoModel;
import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.airlock.LiveImports;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerConfig;
import io.casemate.engine.ledger.Ledgers;
import io.casemate.engine.models.LiveModels;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Digest;
import io.casemate.engine.worker.JavaCommand;
import io.casemate.engine.worker.JavaWorkers;
import io.casemate.engine.worker.Job;
import io.casemate.engine.worker.JobFolders;
import io.casemate.engine.worker.NativeLibraries;
import io.casemate.engine.worker.TestWorker;
import io.casemate.engine.worker.WorkerProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How a quantization ends, and what it leaves behind.
@Timeout(180)
final class QuantizationEndsTest {
    @TempDir static Path natives;
    @TempDir Path temp;

    private Ledger ledger;
    private LiveModels models;
    private WorkerProcesses workers;

    @BeforeAll
    static void unpack() throws IOException {
        NativeLibraries.unpack(natives);
    }

    @BeforeEach
    void open() {
        ledger =
                Ledgers.open(
                        new LedgerConfig(
                                temp.resolve("ledger"),
                                temp.resolve("casemate.mv.db"),
                                temp.resolve("keys"),
                                Clock.systemUTC(),
                                () -> "operator"));
        models =
                new LiveModels(
                        temp.resolve("cas"), temp.resolve("golden"), ledger, Clock.systemUTC());
        workers =
                new JavaWorkers(
                        new JavaCommand(TestWorker.class.getName(), natives),
                        temp.resolve("cache"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static Revision done(Outcome<Revision> outcome) {
        return switch (outcome) {
            case Outcome.Done<Revision>(Revision revision) -> revision;
            case Outcome.Refused<Revision>(Problem problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    private Revision imported(Path source) throws Exception {
        var imports =
                LiveImports.open(
                        new LiveImports.Rooms(ledger, models, workers, () -> TrustStore.STANDARD),
                        temp.resolve("quarantine"));
        return done(
                imports.execute(
                        new ImportModel(source, Optional.empty(), Optional.empty()),
                        Progress.NONE));
    }

    private Revision demo() throws Exception {
        return imported(DemoModel.create(temp.resolve("demo")));
    }

    private Outcome<Revision> quantize(RevisionId parent, WorkerProcesses by) throws Exception {
        return quantize(parent, Recipe.DYNAMIC_INT8, by);
    }

    private Outcome<Revision> quantize(RevisionId parent, Recipe recipe, WorkerProcesses by)
            throws Exception {
        return new LiveQuantizations(
                        models,
                        by,
                        JobFolders.open(temp.resolve("jobs")),
                        LiveSearches.open(
                                temp.resolve("searches"), "test", java.time.Clock.systemUTC()))
                .execute(new Quantize(parent, recipe, Optional.empty()), Progress.NONE);
    }

    private static QuantizationCard card(Revision variant) {
        return ((Origin.Quantized) variant.origin()).card();
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> left = Files.list(temp.resolve("jobs"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void measuresAVariantOnItsParentsGoldenSet() throws Exception {
        Revision parent = demo();

        Revision variant = done(quantize(parent.id(), workers));

        QuantizationCard card = card(variant);
        assertEquals(parent.id(), ((Origin.Quantized) variant.origin()).parent());
        assertEquals(parent.golden(), variant.golden());
        assertEquals(Stage.VERIFIED, variant.stage());
        assertTrue(card.accuracy().basis().startsWith("golden set ("), card.toString());
        assertTrue(card.accuracy().snrDb() > 20, card.toString());
        assertTrue(card.accuracy().variantTop1().isPresent(), card.toString());
        assertTrue(card.sizeRatio() < 0.5, card.toString());
        assertTrue(card.latency().runs() >= 200, card.toString());
        assertTrue(card.latency().p50Micros() > 0, card.toString());
        assertNothingLeft();
    }

    @Test
    void autoPublishesWhatPassesItsGate() throws Exception {
        Revision variant = done(quantize(demo().id(), Recipe.AUTO, workers));

        QuantizationCard card = card(variant);
        assertTrue(card.gate().orElseThrow().isPassed(), card.toString());
        assertTrue(card.accuracy().snrDb() >= 20, card.toString());
        assertTrue(card.accuracy().basis().endsWith("not used for choosing)"), card.toString());
        assertTrue(card.sizeRatio() < 1, card.toString());
        assertNothingLeft();
    }

    @Test
    void aCandidateThatKillsItsWorkerTakesNothingElseAlong() throws Exception {
        Revision parent = demo();
        var count = new AtomicInteger();
        WorkerProcesses first =
                (job, progress) ->
                        (count.getAndIncrement() == 0 ? crashing(AttemptJob.KIND) : workers)
                                .run(job, progress);

        Revision variant = done(quantize(parent.id(), Recipe.AUTO, first));

        assertTrue(count.get() > 1, "attempts: " + count);
        assertTrue(card(variant).gate().orElseThrow().isPassed(), card(variant).toString());
        assertNothingLeft();
    }

    @Test
    void saysThatSeededInputsAreNoRealData() throws Exception {
        Path file = DemoModel.create(temp.resolve("demo"));
        Path alone = Files.createDirectory(temp.resolve("alone")).resolve("alone.onnx");
        Revision parent = imported(Files.copy(file, alone));
        assertEquals(Optional.empty(), parent.golden());

        Revision variant = done(quantize(parent.id(), workers));

        assertTrue(
                card(variant).accuracy().basis().startsWith("seeded inputs (32 samples"),
                card(variant).toString());
        assertTrue(card(variant).accuracy().parentTop1().isEmpty());
        assertEquals(Optional.empty(), variant.golden());
    }

    @Test
    void refusesAParentThatIsNotThere() throws Exception {
        Outcome<Revision> outcome = quantize(new RevisionId(Digest.of(new byte[] {1})), workers);

        Problem problem = ((Outcome.Refused<Revision>) outcome).problem();
        assertEquals("QUANT-205", problem.code().id());
    }

    @Test
    void leavesNothingWhenMeasuringCrashes() throws Exception {
        Revision parent = demo();
        long before = ledger.head().latest().size();

        Outcome<Revision> outcome = quantize(parent.id(), crashing(MeasureJob.KIND));

        Problem problem = ((Outcome.Refused<Revision>) outcome).problem();
        assertEquals("WORKER-003", problem.code().id());
        assertEquals(List.of(parent), models.registry().latest().revisions());
        assertEquals(before, ledger.head().latest().size());
        assertNothingLeft();
    }

    private WorkerProcesses crashing(String kind) {
        return (job, progress) ->
                workers.run(
                        job.kind().equals(kind)
                                ? new Job(
                                        "exit",
                                        job.subject(),
                                        job.folder(),
                                        job.input().put("code", 7),
                                        job.limits())
                                : job,
                        progress);
    }

    @Test
    void leavesNothingWhenItIsCancelled() throws Exception {
        Revision parent = demo();

        assertThrows(
                InterruptedException.class,
                () ->
                        quantize(
                                parent.id(),
                                (job, progress) -> {
                                    if (job.kind().equals(MeasureJob.KIND)) {
                                        Thread.currentThread().interrupt();
                                    }
                                    return workers.run(job, progress);
                                }));

        assertEquals(List.of(parent), models.registry().latest().revisions());
        assertNothingLeft();
    }

    @Test
    void clearsAwayWhatAKillLeftBehind() throws Exception {
        Files.createDirectories(temp.resolve("jobs/quantize-left/model"));

        JobFolders.open(temp.resolve("jobs"));

        assertNothingLeft();
    }
}
