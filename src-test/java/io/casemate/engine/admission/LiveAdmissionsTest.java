package io.casemate.engine.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.assets.demo.DemoModel;
import io.casemate.engine.airlock.ImportFixture;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.models.Admission;
import io.casemate.engine.models.GateVerdict.Check;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.GateRuns;
import io.casemate.engine.quantize.LiveGateRuns;
import io.casemate.engine.quantize.LiveQuantizations;
import io.casemate.engine.quantize.LiveSearches;
import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Digest;
import io.casemate.engine.worker.JobFolders;
import io.casemate.engine.worker.NativeLibraries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One data folder for all tests; each runs on a class of hosts of its own.
@Timeout(120)
final class LiveAdmissionsTest {
    private static final HostClass MAKER = HostClass.here();

    @TempDir static Path folder;
    private static Revision parent;
    private static Revision variant;

    private final AtomicInteger runs = new AtomicInteger();
    private ImportFixture console;
    private LiveAdmissions admissions;

    @BeforeAll
    static void makeAVariant() throws Exception {
        NativeLibraries.unpack(folder.resolve("native"));
        var test = new LiveAdmissionsTest();
        test.open(MAKER);
        try (ImportFixture made = test.console) {
            parent = ImportFixture.done(made.execute(DemoModel.create(folder.resolve("demo"))));
            var quantizations =
                    new AdmittingQuantizations(
                            new LiveQuantizations(
                                    made.models(),
                                    made.workers(),
                                    jobs(),
                                    LiveSearches.open(
                                            folder.resolve("data/searches"),
                                            "1",
                                            Clock.systemUTC())),
                            made.models(),
                            test.admissions);
            var command = new Quantize(parent.id(), Recipe.DYNAMIC_INT8, Optional.empty());
            variant = ImportFixture.done(quantizations.execute(command, Progress.NONE));
        }
    }

    @AfterEach
    void close() {
        console.close();
    }

    private static JobFolders jobs() throws Exception {
        return JobFolders.open(folder.resolve("data/jobs"));
    }

    /// Opens the data folder on a host of class `here`, whose workers measure.
    private void open(HostClass here) throws Exception {
        console = new ImportFixture(folder.resolve("data"), folder.resolve("native"));
        open(here, new LiveGateRuns(console.models(), console.workers(), jobs()));
    }

    private void open(HostClass here, GateRuns gates) {
        admissions =
                new LiveAdmissions(
                        console.ledger(),
                        console.models(),
                        (revision, gate, progress) -> {
                            runs.incrementAndGet();
                            return gates.run(revision, gate, progress);
                        },
                        () -> here);
    }

    /// Opens the data folder where every gate finds `snrDb`.
    private void open(HostClass here, double snrDb) throws Exception {
        console = new ImportFixture(folder.resolve("data"), folder.resolve("native"));
        open(here, (_, gate, _) -> Outcome.done(AdmissionFixture.run(gate, snrDb)));
    }

    /// The same machine with another version of the runtime.
    private static HostClass upgraded(String runtime) {
        return new HostClass(
                MAKER.architecture(),
                MAKER.cpu(),
                MAKER.logicalCores(),
                MAKER.isa(),
                MAKER.accelerators(),
                runtime);
    }

    private Outcome<Revision> admitted() throws InterruptedException {
        return admissions.admitted(variant, Progress.NONE);
    }

    private Outcome<HostAdmission> execute(Admit command) throws InterruptedException {
        return admissions.execute(command, Progress.NONE);
    }

    private static HostAdmission cell(Outcome<HostAdmission> outcome) {
        return switch (outcome) {
            case Outcome.Done<HostAdmission>(HostAdmission cell) -> cell;
            case Outcome.Refused<HostAdmission>(Problem problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    private static Problem refused(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) assertInstanceOf(Outcome.Refused.class, outcome)).problem();
    }

    private Optional<HostAdmission> known(HostClass type) {
        return admissions.matrix().latest().find(variant.id(), type);
    }

    @Test
    void whatWasMeasuredWhileMakingAdmitsToTheMakersClassAndOutlivesTheReadModel()
            throws Exception {
        Files.delete(folder.resolve("data/casemate.mv.db"));

        open(MAKER);

        HostAdmission cell = known(MAKER).orElseThrow();
        assertEquals(GateJudged.Occasion.MADE, cell.judged().occasion());
        assertEquals(Gate.ACCURACY, cell.judged().run().gate());
        assertEquals(parent.golden(), cell.judged().golden());
        assertEquals(
                ((Origin.Quantized) variant.origin()).card().gate(),
                Optional.of(cell.judged().run().verdict()));
        assertEquals(cell, cell(execute(Admit.ifNotYet(variant.id()))));
        assertEquals(0, runs.get());
    }

    @Test
    void anotherRuntimeIsAnotherClassWhoseGateIsRunOnceForTwoWhoAskAtOnce() throws Exception {
        HostClass here = upgraded("1.0.1");
        open(here);
        var first = new FutureTask<>(() -> execute(Admit.ifNotYet(variant.id())));
        var second = new FutureTask<>(() -> execute(Admit.ifNotYet(variant.id())));

        Thread.ofVirtual().start(first);
        Thread.ofVirtual().start(second);

        HostAdmission cell = cell(first.get());
        assertEquals(cell, cell(second.get()));
        assertEquals(1, runs.get());
        assertEquals(Optional.of(cell), known(here));
        assertEquals(GateJudged.Occasion.ASKED, cell.judged().occasion());
        var accuracy = cell.judged().run().figures().orElseThrow().accuracy();
        assertEquals("golden set (500 samples)", accuracy.basis());
        assertTrue(accuracy.snrDb() > 20, accuracy.toString());
        assertTrue(known(MAKER).isPresent());
    }

    @Test
    void refusesAtOnceWhatMissedItsGateOnThisClass() throws Exception {
        HostClass here = upgraded("1.0.2");
        open(here, 40);
        var red = AdmissionFixture.judged(variant.id(), here, AdmissionFixture.run(12.3));
        console.ledger().append(Draft.of(red, variant.id().toString()));

        Problem problem = refused(admitted());

        assertEquals("ADMIT-004", problem.code().id());
        assertTrue(problem.why().contains("12.3 dB"), problem.why());
        assertTrue(problem.why().contains("worst output at least 20.0 dB"), problem.why());
        assertTrue(problem.why().contains(here.words()), problem.why());
        assertTrue(problem.remedy().contains("--again"), problem.remedy());
        assertEquals(0, runs.get());
    }

    @Test
    void runsAgainWithTheLimitsThatItWasJudgedByLast() throws Exception {
        HostClass here = upgraded("1.0.3");
        var strict =
                new Gate(
                        "own",
                        60,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty());
        open(here, 40);
        HostAdmission red = cell(execute(new Admit(variant.id(), Optional.of(strict), false)));

        HostAdmission still = cell(execute(Admit.again(variant.id())));
        HostAdmission green =
                cell(execute(new Admit(variant.id(), Optional.of(Gate.ACCURACY), false)));

        assertEquals(
                List.of(false, false, true),
                List.of(red, still, green).stream().map(HostAdmission::isGreen).toList());
        assertEquals(strict, still.judged().run().gate());
        assertEquals(Outcome.done(variant), admitted());
        assertEquals(3, runs.get());
    }

    @Test
    void aCancelledRunLeavesNeitherAnEntryNorAFolder() throws Exception {
        HostClass here = upgraded("1.0.4");
        open(here);
        long before = console.ledger().head().latest().size();
        var running = new CountDownLatch(1);
        var asked =
                new FutureTask<>(() ->
                        admissions.execute(
                                Admit.ifNotYet(variant.id()),
                                (step, _) -> {
                                    if (step.contains("both models")) {
                                        running.countDown();
                                    }
                                }));
        Thread worker = Thread.ofVirtual().start(asked);

        running.await();
        worker.interrupt();
        worker.join();

        assertEquals(FutureTask.State.FAILED, asked.state());
        assertInstanceOf(InterruptedException.class, asked.exceptionNow());
        assertEquals(before, console.ledger().head().latest().size());
        assertEquals(Optional.empty(), known(here));
        assertEquals(List.of(), ImportFixture.listed(folder.resolve("data/jobs")));
    }

    @Test
    void aVariantThatDoesNotLoadHereIsRed() throws Exception {
        HostClass here = upgraded("1.0.5");
        open(here);
        Revision broken = broken("no model at all", parent.id());

        HostAdmission cell = cell(execute(Admit.ifNotYet(broken.id())));

        assertEquals(
                List.of("loads, runs and answers as its parent does"),
                cell.judged().run().verdict().checks().stream().map(Check::limit).toList());
        assertTrue(!cell.isGreen());
        assertEquals(Optional.empty(), cell.judged().run().figures());
    }

    @Test
    void refusesWhatCannotBeMeasured() throws Exception {
        open(MAKER, 40);
        var nobody = new RevisionId(Digest.of(new byte[] {1}));
        Revision orphan = broken("a variant of nobody", nobody);

        assertEquals("ADMIT-001", refused(execute(Admit.ifNotYet(nobody))).code().id());
        assertEquals("ADMIT-002", refused(execute(Admit.ifNotYet(parent.id()))).code().id());
        assertEquals("ADMIT-003", refused(execute(Admit.ifNotYet(orphan.id()))).code().id());
        assertEquals(Outcome.done(parent), admissions.admitted(parent, Progress.NONE));
        assertEquals(0, runs.get());
    }

    private Revision broken(String content, RevisionId of) throws Exception {
        Path files = Files.createDirectories(folder.resolve("broken-" + content.length()));
        Files.writeString(files.resolve("model.onnx"), content);
        return ImportFixture.done(
                console.models()
                        .admit(
                                new Admission(
                                        files,
                                        variant.model(),
                                        Stage.VERIFIED,
                                        new Origin.Quantized(
                                                of, ((Origin.Quantized) variant.origin()).card()),
                                        variant.facts(),
                                        Optional.empty(),
                                        Optional.empty())));
    }
}
