package io.casemate.engine.airlock;

import static io.casemate.engine.airlock.SmallModels.FLOAT;
import static io.casemate.engine.airlock.SmallModels.INT64;
import static io.casemate.engine.airlock.SmallModels.adding;
import static io.casemate.engine.airlock.SmallModels.external;
import static io.casemate.engine.airlock.SmallModels.floats;
import static io.casemate.engine.airlock.SmallModels.model;
import static io.casemate.engine.airlock.SmallModels.node;
import static io.casemate.engine.airlock.SmallModels.port;
import static io.casemate.engine.airlock.SmallModels.sound;
import static io.casemate.engine.airlock.SmallModels.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerConfig;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.ledger.Ledgers;
import io.casemate.engine.models.LiveModels;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Digest;
import io.casemate.engine.worker.JavaCommand;
import io.casemate.engine.worker.JavaWorkers;
import io.casemate.engine.worker.Job;
import io.casemate.engine.worker.Limits;
import io.casemate.engine.worker.NativeLibraries;
import io.casemate.engine.worker.TestWorker;
import io.casemate.engine.worker.WorkerProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// The whole airlock with real workers, ledger and registry.
@Timeout(120)
final class LiveImportsTest {
    @TempDir static Path natives;
    @TempDir Path temp;

    private Path stick;
    private Ledger ledger;
    private LiveModels models;
    private WorkerProcesses workers;
    private LiveImports imports;

    @BeforeAll
    static void unpack() throws IOException {
        NativeLibraries.unpack(natives);
    }

    @BeforeEach
    void open() throws IOException {
        stick = Files.createDirectory(temp.resolve("stick"));
        Path data = temp.resolve("data");
        ledger =
                Ledgers.open(
                        new LedgerConfig(
                                data.resolve("ledger"),
                                data.resolve("casemate.mv.db"),
                                data.resolve("keys"),
                                Clock.systemUTC(),
                                () -> "operator"));
        models =
                new LiveModels(
                        data.resolve("cas"), data.resolve("golden"), ledger, Clock.systemUTC());
        workers =
                new JavaWorkers(
                        new JavaCommand(TestWorker.class.getName(), natives),
                        data.resolve("cache"));
        imports =
                LiveImports.open(
                        new LiveImports.Rooms(ledger, models, workers, () -> TrustStore.STANDARD),
                        quarantine());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Path quarantine() {
        return temp.resolve("data/quarantine");
    }

    private Path file(String name, byte[] content) throws IOException {
        Path file = stick.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private Outcome<Revision> execute(Path source) throws InterruptedException {
        return imports.execute(
                new ImportModel(source, Optional.empty(), Optional.empty()), Progress.NONE);
    }

    private Revision done(Path source) throws InterruptedException {
        return switch (execute(source)) {
            case Outcome.Done<Revision>(Revision revision) -> revision;
            case Outcome.Refused<Revision>(Problem problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    /// {@return why `source` is refused, after a look at what the refusal leaves behind}
    private Problem refused(Path source) throws Exception {
        long before = ledger.head().latest().size();
        Outcome<Revision> outcome = execute(source);
        if (!(outcome instanceof Outcome.Refused<Revision>(Problem problem))) {
            throw new AssertionError("not refused: " + outcome);
        }
        List<LedgerEntry> written = ledger.list(before, 20);
        StageRefused last = written.getLast().event(StageRefused.class);
        assertEquals(problem.code().id(), last.code());
        written.subList(0, written.size() - 1)
                .forEach(entry -> assertTrue(entry.is(StagePassed.class), entry.action()));
        assertEquals(List.of(), models.registry().latest().revisions());
        assertEquals(last.isKept() ? 1 : 0, imports.quarantined().latest().size());
        imports.quarantined().latest().forEach(item -> imports.purge(item.id()));
        assertNothingInQuarantine();
        return problem;
    }

    private void assertNothingInQuarantine() throws IOException {
        try (Stream<Path> left = Files.list(quarantine())) {
            assertEquals(List.of(), left.toList());
        }
    }

    private String codeOf(Path source) throws Exception {
        return refused(source).code().id();
    }

    @Test
    void letsASoundModelInAfterItRan() throws Exception {
        List<String> steps = new CopyOnWriteArrayList<>();
        Path file = file("My Cat.onnx", sound());

        Outcome<Revision> outcome =
                imports.execute(
                        new ImportModel(file, Optional.empty(), Optional.empty()),
                        (step, _) -> steps.add(step));

        Revision revision = ((Outcome.Done<Revision>) outcome).value();
        assertEquals("my-cat", revision.model().text());
        assertEquals(Stage.VERIFIED, revision.stage());
        assertEquals(Digest.of(sound()), revision.id().digest());
        assertEquals(new Origin.Imported("My Cat.onnx"), revision.origin());
        assertEquals(
                Digest.of(sound()), Digest.of(Files.readAllBytes(models.modelFile(revision.id()))));
        assertTrue(steps.contains("Intake"), steps.toString());
        assertTrue(steps.contains("Release"), steps.toString());
        assertEquals(
                List.of(
                        "INTAKE",
                        "IDENTIFY",
                        "PROVENANCE",
                        "STRUCTURE",
                        "TENSORS",
                        "OPERATORS",
                        "SIZE",
                        "CONTENT",
                        "EXTERNAL_DATA",
                        "TRIAL_RUN",
                        "RELEASE"),
                ledger.list(0, 100).stream()
                        .filter(entry -> entry.is(StagePassed.class))
                        .map(entry -> entry.event(StagePassed.class).stage().name())
                        .toList());
        assertNothingInQuarantine();
    }

    @Test
    void letsTheSameModelInOnlyOnce() throws Exception {
        Revision first = done(file("a.onnx", sound()));
        Revision second = done(file("b.onnx", sound()));

        assertEquals(first, second);
        assertEquals(1, models.registry().latest().revisions().size());
    }

    @Test
    void takesDataBesideTheModelAlong() throws Exception {
        byte[] content = adding(external(tensor(FLOAT, 4), "location", "data/w.bin"));
        Path file = file("cat/model.onnx", content);
        file("cat/data/w.bin", floats(1, 2, 3, 4));

        Revision revision = done(file);

        assertEquals("cat", revision.model().text());
        assertEquals(Stage.VERIFIED, revision.stage());
        Path kept = models.modelFile(revision.id()).resolveSibling("data/w.bin");
        assertEquals(Digest.of(floats(1, 2, 3, 4)), Digest.of(Files.readAllBytes(kept)));
    }

    @Test
    void takesTheGoldenSetBesideTheModelAlong() throws Exception {
        file("cat/model.onnx", sound());
        file("cat/test_data_set_0/input_0.pb", tensor(FLOAT, 4).bytes(9, new byte[16]).toBytes());

        Revision revision = done(stick.resolve("cat"));

        assertTrue(revision.golden().isPresent());
        Path golden = models.goldenFolder(revision.id()).orElseThrow();
        assertTrue(Files.exists(golden.resolve("test_data_set_0/input_0.pb")));
    }

    @Test
    void refusesWhatIsNoFile() throws Exception {
        assertEquals("AL-001", codeOf(stick.resolve("missing.onnx")));
        Path link = Files.createSymbolicLink(stick.resolve("l.onnx"), file("m.onnx", sound()));
        assertEquals("AL-001", codeOf(link));
    }

    @Test
    void refusesAFolderWithoutExactlyOneModelAndNamesThem() throws Exception {
        Path folder = Files.createDirectory(stick.resolve("two"));
        assertEquals("AL-006", codeOf(folder));
        file("two/a.onnx", sound());
        file("two/b.onnx", sound());

        Problem problem = refused(folder);

        assertEquals("AL-006", problem.code().id());
        assertTrue(problem.why().contains("a.onnx, b.onnx"), problem.why());
    }

    @Test
    void refusesAFileThatCannotBeRead() throws Exception {
        Path file = file("m.onnx", sound());
        Assumptions.assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file));

        assertEquals("AL-005", codeOf(file));
    }

    @Test
    void refusesOtherFormatsWhateverTheyAreCalled() throws Exception {
        assertEquals("AL-101", codeOf(file("m.onnx", new byte[] {(byte) 0x80, 4, (byte) 0x95})));
        assertEquals("AL-104", codeOf(file("m.onnx", new byte[] {0x7f, 'E', 'L', 'F', 2})));
        assertEquals("AL-106", codeOf(file("m.onnx", new byte[0])));
    }

    @Test
    void remembersTheDigestOfWhatItRefused() throws Exception {
        byte[] content = {0x7f, 'E', 'L', 'F', 2};

        refused(file("m.onnx", content));

        LedgerEntry entry =
                ledger.list(0, 100).stream()
                        .filter(one -> one.is(StageRefused.class))
                        .findFirst()
                        .orElseThrow();
        assertEquals(Digest.of(content).toString(), entry.body().path("sha256").asString());
    }

    @Test
    void refusesABrokenModel() throws Exception {
        assertEquals("AL-401", codeOf(file("m.onnx", "this is no model".getBytes())));
    }

    @Test
    void refusesDataThatIsLinkedMissingOrCutOff() throws Exception {
        byte[] content = adding(external(tensor(FLOAT, 4), "location", "w.bin"));
        Path file = file("m.onnx", content);
        assertEquals("AL-603", codeOf(file));
        Path data = file("w.bin", new byte[15]);
        assertEquals("AL-604", codeOf(file));

        Files.delete(data);
        Path secret = Files.write(temp.resolve("secret"), new byte[16]);
        Files.createLink(data, secret);
        assertEquals("AL-602", codeOf(file));

        Files.delete(data);
        Files.createSymbolicLink(data, secret);
        assertEquals("AL-602", codeOf(file));
    }

    @Test
    void refusesDataInALinkedFolder() throws Exception {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.write(outside.resolve("w.bin"), new byte[16]);
        Files.createSymbolicLink(stick.resolve("d"), outside);

        assertEquals(
                "AL-602",
                codeOf(file("m.onnx", adding(external(tensor(FLOAT, 4), "location", "d/w.bin")))));
    }

    @Test
    void refusesAnOperatorThatTheEngineDoesNotHave() throws Exception {
        Problem problem =
                refused(
                        file(
                                "m.onnx",
                                model(SmallModels.graph().message(1, node("Nope", "", "x", "y")))));

        assertEquals("AL-701", problem.code().id());
        assertTrue(problem.why().contains("Nope"), problem.why());
        Problem unknown =
                refusedByTrial(model(SmallModels.graph().message(1, node("Nope", "", "x", "y"))));
        assertEquals("AL-1003", unknown.code().id(), unknown.toString());
        assertTrue(unknown.why().contains("Nope"), unknown.why());
    }

    /// What the trial run says of a model that static checks would not let through to it.
    private Problem refusedByTrial(byte[] content) throws Exception {
        Path cell = Files.createDirectories(temp.resolve("cell"));
        var subject =
                new AirlockWorkers.Subject(
                        Files.write(cell.resolve("m.onnx"), content),
                        "m.onnx",
                        new Quarantine.Cell(cell),
                        Optional.empty());
        return switch (new AirlockWorkers(workers).trial(subject, 0, Progress.NONE)) {
            case Outcome.Refused<TrialJob.Tried>(Problem problem) -> problem;
            case Outcome.Done<TrialJob.Tried>(TrialJob.Tried tried) ->
                    throw new AssertionError("it ran: " + tried);
        };
    }

    /// ONNX Runtime reads the first element of the empty `depth`, and aborts its process.
    @Test
    void refusesAndSurvivesAModelThatKillsTheEngineWhileItLoads() throws Exception {
        Proto graph =
                new Proto()
                        .text(2, "g")
                        .message(5, raw("depth", INT64, new byte[0], 0))
                        .message(5, raw("w", FLOAT, floats(0, 1), 2))
                        .message(11, port("x", INT64, 2))
                        .message(12, new Proto().text(1, "y"))
                        .message(1, node("OneHot", "", "x", "depth", "w", "y"));

        Problem problem = refused(file("m.onnx", model(graph)));

        assertEquals("AL-706", problem.code().id(), problem.toString());
        Problem crash = refusedByTrial(model(graph));
        assertEquals("AL-1001", crash.code().id(), crash.toString());
        assertTrue(crash.why().contains("signal 6 (SIGABRT)"), crash.why());
    }

    /// ONNX Runtime aborts its process when it runs this on a scalar.
    @Test
    void refusesAndSurvivesAModelThatKillsTheEngineWhenItRuns() throws Exception {
        Proto graph =
                new Proto()
                        .text(2, "g")
                        .message(11, port("x", FLOAT))
                        .message(12, new Proto().text(1, "y"))
                        .message(1, node("Normalizer", "ai.onnx.ml", "x", "y"));
        byte[] content =
                SmallModels.opened(8, 17)
                        .message(8, SmallModels.opset("ai.onnx.ml", 3))
                        .message(7, graph)
                        .toBytes();

        Problem problem = refused(file("m.onnx", content));

        assertEquals("AL-706", problem.code().id(), problem.toString());
        Problem crash = refusedByTrial(content);
        assertEquals("AL-1001", crash.code().id(), crash.toString());
        assertTrue(crash.why().contains("signal 6 (SIGABRT)"), crash.why());
    }

    private static Proto raw(String name, int type, byte[] raw, long size) {
        return new Proto().number(1, size).number(2, type).bytes(9, raw).text(8, name);
    }

    @Test
    void refusesAModelThatNeverAnswers() throws Exception {
        var impatient =
                LiveImports.open(
                        new LiveImports.Rooms(
                                ledger,
                                models,
                                (job, progress) -> workers.run(hasty(job), progress),
                                () -> TrustStore.STANDARD),
                        quarantine());
        imports = impatient;

        assertEquals("AL-1002", codeOf(file("m.onnx", sound())));
    }

    /// A trial that hangs, with little patience.
    private static Job hasty(Job job) {
        var limits =
                new Limits(
                        job.limits().heap(), job.limits().memory(), Duration.ofSeconds(2), false);
        return job.kind().equals(TrialJob.KIND)
                ? new Job("hang", job.subject(), job.folder(), job.input(), limits)
                : job;
    }

    @Test
    void refusesAModelWhoseEngineIsKilledByASignal() throws Exception {
        ObjectNode input = Json.object().put("name", "SEGV");
        imports =
                LiveImports.open(
                        new LiveImports.Rooms(
                                ledger,
                                models,
                                (job, progress) ->
                                        workers.run(
                                                job.kind().equals(TrialJob.KIND)
                                                        ? new Job(
                                                                "signal",
                                                                job.subject(),
                                                                job.folder(),
                                                                input,
                                                                job.limits())
                                                        : job,
                                                progress),
                                () -> TrustStore.STANDARD),
                        quarantine());

        Problem problem = refused(file("m.onnx", sound()));

        assertEquals("AL-1001", problem.code().id());
        assertTrue(problem.why().contains("signal 6"), problem.why());
    }

    @Test
    void refusesAModelThatDoesNotRunOnItsGoldenSet() throws Exception {
        file("cat/model.onnx", sound());
        file("cat/test_data_set_0/input_0.pb", tensor(FLOAT, 5).bytes(9, new byte[20]).toBytes());

        String code = codeOf(stick.resolve("cat"));

        assertTrue(code.startsWith("GOLDEN-") || code.equals("AL-1003"), code);
    }

    @Test
    void refusesAModelWhoseGoldenAnswersAreNoNumbers() throws Exception {
        file("cat/model.onnx", adding(tensor(FLOAT, 4).bytes(9, floats(Float.NaN, 1, 1, 1))));
        file("cat/test_data_set_0/input_0.pb", raw("x", FLOAT, new byte[16], 4).toBytes());

        assertEquals("AL-1005", codeOf(stick.resolve("cat")));
    }

    /// Made-up indices are 0 or 1, and only 0 is one here.
    @Test
    void letsAModelInUnverifiedWhenNoInputCanBeMadeUp() throws Exception {
        Proto graph =
                new Proto()
                        .text(2, "g")
                        .message(5, tensor(FLOAT, 1).bytes(9, floats(7)))
                        .message(11, port("x", INT64, 64))
                        .message(12, port("y", FLOAT, 64))
                        .message(1, node("Gather", "", "w", "x", "y"));

        Revision revision = done(file("m.onnx", model(graph)));

        assertEquals(Stage.INSPECTED, revision.stage());
    }

    @Test
    void cancelsWhileItCopiesAndLeavesNothing() throws Exception {
        Path file = file("m.onnx", new byte[64 << 20]);
        long before = ledger.head().latest().size();
        var command = new ImportModel(file, Optional.empty(), Optional.empty());

        assertThrows(
                InterruptedException.class,
                () ->
                        imports.execute(
                                command,
                                (step, _) -> {
                                    if (step.contains("copied")) {
                                        Thread.currentThread().interrupt();
                                    }
                                }));

        assertFalse(Thread.interrupted());
        assertEquals(before, ledger.head().latest().size());
        assertNothingInQuarantine();
    }

    @Test
    void clearsAwayWhatAKillLeftBehindAndSaysSo() throws Exception {
        Files.createDirectories(quarantine().resolve("left/model"));
        Files.writeString(quarantine().resolve("left/model/model.onnx"), "half");

        LiveImports.open(
                new LiveImports.Rooms(ledger, models, workers, () -> TrustStore.STANDARD),
                quarantine());

        assertNothingInQuarantine();
        LedgerEntry entry = ledger.list(ledger.head().latest().size() - 1, 1).getFirst();
        assertEquals("ImportAbandoned", entry.action());
    }

    @Test
    void looksWithoutLettingIn() throws Exception {
        Outcome<Inspection> outcome = imports.inspect(file("m.onnx", sound()), Progress.NONE);

        Inspection found = ((Outcome.Done<Inspection>) outcome).value();
        assertEquals(Digest.of(sound()), found.sha256());
        assertEquals(1, found.facts().nodes());
        assertEquals(List.of(), models.registry().latest().revisions());
        assertEquals(0, ledger.head().latest().size());
        assertNothingInQuarantine();
    }

    @Test
    void neverMapsTheEngineIntoThisProcess() throws Exception {
        Path maps = Path.of("/proc/self/maps");
        Assumptions.assumeTrue(Files.exists(maps));
        Assumptions.assumeFalse(
                Files.readString(maps).contains("onnxruntime"), "another test mapped it");

        done(file("m.onnx", sound()));

        assertFalse(Files.readString(maps).contains("onnxruntime"));
    }
}
