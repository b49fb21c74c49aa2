package io.casemate.engine.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.airlock.ImportFixture;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerConfig;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.ledger.Ledgers;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.runtime.ExecutionProvider;
import io.casemate.engine.runtime.SessionSettings;
import io.casemate.engine.runtime.TinyModels;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Digest;
import io.casemate.engine.worker.Job;
import io.casemate.engine.worker.JobFolders;
import io.casemate.engine.worker.NativeLibraries;
import io.casemate.engine.worker.WorkerProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// Tuning with real workers and a real ledger, on a model of a few hundred bytes.
@Timeout(180)
final class LiveTuningsTest {
    @TempDir static Path folder;
    private static ImportFixture console;
    private static LiveTunings tunings;
    private static Revision model;
    private static final List<Ledger> LEDGERS = new ArrayList<>();

    @BeforeAll
    static void importAModel() throws IOException, InterruptedException {
        NativeLibraries.unpack(folder.resolve("native"));
        console = new ImportFixture(folder.resolve("data"), folder.resolve("native"));
        tunings =
                new LiveTunings(
                        new LiveTunings.Rooms(
                                console.ledger(),
                                console.models(),
                                console.workers(),
                                JobFolders.open(jobs())),
                        () -> Profiled.HOST);
        model = ImportFixture.done(console.execute(TinyModels.scaleAnyBatch(folder, 2)));
    }

    /// Tunings beside those of the other tests, with a ledger of their own.
    private static LiveTunings tunings(WorkerProcesses workers, HostClass here) throws IOException {
        Path data = Files.createTempDirectory(folder, "console");
        Ledger ledger =
                Ledgers.open(
                        new LedgerConfig(
                                data.resolve("ledger"),
                                data.resolve("casemate.mv.db"),
                                data.resolve("keys"),
                                Clock.systemUTC(),
                                () -> "operator"));
        LEDGERS.add(ledger);
        return new LiveTunings(
                new LiveTunings.Rooms(
                        ledger, console.models(), workers, JobFolders.open(data.resolve("jobs"))),
                () -> here);
    }

    private static Path jobs() {
        return folder.resolve("data/jobs");
    }

    @AfterAll
    static void close() {
        LEDGERS.forEach(Ledger::close);
        console.close();
    }

    private static TunePlan plan(RevisionId id, Duration budget, Optional<Demand> demand) {
        return new TunePlan(id, TuningGoal.CPU, budget, demand);
    }

    private static String refusal(TunePlan plan) throws InterruptedException {
        return ImportFixture.refused(tunings.tune(plan, TuneWatcher.NONE, Progress.NONE))
                .code()
                .id();
    }

    @Test
    void measuresASettingBesideTheStandard() throws Exception {
        var place = new TuneWorkers.Place(model, folder.resolve("job"), 2);
        var workers = new TuneWorkers(console.models(), console.workers());

        TuneJob.Tried tried =
                ImportFixture.done(
                        workers.attempt(
                                place,
                                Profiled.threads(1).withBatch(4),
                                Duration.ofMillis(300),
                                Progress.NONE));

        Comparison comparison = tried.comparison().orElseThrow();
        assertTrue(tried.canBatch());
        assertTrue(tried.offered().contains(ExecutionProvider.CPU));
        assertTrue(tried.inputs().endsWith("not real data"), tried.inputs());
        assertTrue(comparison.rounds() >= 8, comparison.toString());
        for (Ratio ratio : List.of(comparison.p50(), comparison.throughput(), comparison.cpu())) {
            assertTrue(0 < ratio.low() && ratio.low() <= ratio.value(), comparison.toString());
            assertTrue(ratio.value() <= ratio.high(), comparison.toString());
        }
    }

    /// {@return a worker's answer that the setting is `times` times better}
    private static Outcome<ObjectNode> answer(Job job, double times) {
        return Outcome.done(
                job.kind().equals(PlacementJob.KIND)
                        ? Json.treeOf(
                                new PlacementProof(
                                        SessionSettings.STANDARD, "golden set", 5, List.of()))
                        : Json.treeOf(
                                new TuneJob.Tried(
                                        "golden set",
                                        Optional.of(Profiled.better(times)),
                                        Optional.empty(),
                                        List.of(ExecutionProvider.CPU),
                                        false)));
    }

    @Test
    void recordsTheProfileOfARun() throws Exception {
        LiveTunings own = tunings((job, _) -> answer(job, 1.5), Profiled.HOST);
        var heard = new ArrayList<Trial>();

        TuningProfile profile =
                ImportFixture.done(
                        own.tune(
                                plan(model.id(), Duration.ofMinutes(1), Optional.empty()),
                                heard::add,
                                Progress.NONE));

        assertEquals(profile, ImportFixture.done(own.show(model.id())).profile());
        assertEquals(profile.search().trials(), heard);
        assertEquals(Profiled.better(1.5), profile.gain().orElseThrow());
        assertEquals(List.of("ProfileRecorded"), actions());
    }

    @Test
    void recordsNothingOfARunThatIsCancelled() throws Exception {
        var count = new AtomicInteger();
        LiveTunings own =
                tunings(
                        (job, _) -> {
                            if (count.incrementAndGet() == 3) {
                                throw new InterruptedException("cancelled");
                            }
                            return answer(job, 1.5);
                        },
                        Profiled.HOST);
        var plan = plan(model.id(), Duration.ofMinutes(1), Optional.empty());

        assertThrows(
                InterruptedException.class, () -> own.tune(plan, TuneWatcher.NONE, Progress.NONE));

        assertEquals(List.of(), actions());
        assertEquals("TUNE-011", ImportFixture.refused(own.show(model.id())).code().id());
    }

    private static List<String> actions() {
        return LEDGERS.getLast().list(0, 100).stream().map(LedgerEntry::action).toList();
    }

    @Test
    void provesThatEveryNodeRunsOnTheProcessor() throws Exception {
        var plan =
                new PlacementPlan(
                        model.id(), Optional.of(new Demand(ExecutionProvider.CPU, false)));

        PlacementProof proof = ImportFixture.done(tunings.placement(plan, Progress.NONE));

        assertEquals(
                List.of("CPUExecutionProvider"),
                proof.shares().stream().map(ProviderShare::provider).toList());
        assertEquals(List.of(), proof.elsewhere(ExecutionProvider.CPU));
        assertEquals(List.of(), ImportFixture.listed(jobs()));
    }

    @Test
    void keepsAProfileThatComesFromAFile() throws Exception {
        Path file = folder.resolve("in.json");
        Path copy = folder.resolve("out.json");
        TuningProfile profile = Profiled.profile(model.id());
        ImportFixture.done(ProfileFile.write(profile, file));

        ImportFixture.done(tunings.importProfile(file));
        ImportFixture.done(tunings.exportProfile(model.id(), copy));

        assertEquals(-1, Files.mismatch(file, copy));
        RecordedProfile recorded = ImportFixture.done(tunings.show(model.id()));
        assertEquals(profile, recorded.profile());
        assertEquals(RecordedProfile.Source.IMPORTED, recorded.source());
        assertEquals(
                Optional.of(profile),
                ImportFixture.done(tunings.choose(new ProfileChoice.Recorded(), model.id())));
        assertEquals(
                Optional.empty(),
                ImportFixture.done(tunings.choose(new ProfileChoice.None(), model.id())));
    }

    @Test
    void refusesAProfileOfAnotherClassOfHosts() throws Exception {
        Path file = folder.resolve("elsewhere.json");
        ImportFixture.done(ProfileFile.write(Profiled.profile(model.id()), file));
        HostClass host = Profiled.HOST;
        var other =
                new HostClass(
                        host.architecture(), "Xeon 6", 64, host.isa(), List.of(), host.runtime());

        LiveTunings there = tunings(console.workers(), other);

        String why = ImportFixture.refused(there.importProfile(file)).why();
        var choice = new ProfileChoice.InFile(file);

        assertTrue(why.contains(other.words()) && why.contains(Profiled.HOST.words()), why);
        assertEquals(
                "TUNE-005", ImportFixture.refused(there.choose(choice, model.id())).code().id());
    }

    @Test
    void refusesTheProfileOfAnotherRevision() throws Exception {
        Path file = folder.resolve("other-revision.json");
        var other = new RevisionId(Digest.of(new byte[] {1}));
        ImportFixture.done(ProfileFile.write(Profiled.profile(other), file));

        Outcome<Optional<TuningProfile>> chosen =
                tunings.choose(new ProfileChoice.InFile(file), model.id());

        assertEquals("TUNE-006", ImportFixture.refused(chosen).code().id());
        assertEquals("TUNE-001", ImportFixture.refused(tunings.importProfile(file)).code().id());
    }

    @Test
    void refusesARevisionThatIsGone() throws Exception {
        var unknown = new RevisionId(Digest.of(new byte[] {2}));

        assertEquals("TUNE-001", refusal(plan(unknown, Duration.ofMinutes(1), Optional.empty())));
    }

    @Test
    void refusesABudgetThatIsTooShort() throws Exception {
        assertEquals(
                "TUNE-003", refusal(plan(model.id(), Duration.ofSeconds(4), Optional.empty())));
    }

    @Test
    void refusesAProviderThatIsNotThere() throws Exception {
        var demand = Optional.of(new Demand(ExecutionProvider.DIRECTML, false));

        assertEquals("TUNE-008", refusal(plan(model.id(), Duration.ofMinutes(5), demand)));
        assertEquals(List.of(), ImportFixture.listed(jobs()));
    }
}
