package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerConfig;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.ledger.Ledgers;
import io.casemate.engine.models.LiveModels;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.worker.JavaCommand;
import io.casemate.engine.worker.JavaWorkers;
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

/// A data folder with ledger, models and airlock, and real workers.
public final class ImportFixture implements AutoCloseable {
    /// How a process ends at its failpoint.
    static final int HALTED = 99;

    private final Path data;
    private final Ledger ledger;
    private final LiveModels models;
    private final WorkerProcesses workers;
    private final Imports imports;

    /// @param natives where the ONNX Runtime libraries are, if a model is tried
    public ImportFixture(Path data, Path natives) throws IOException {
        this(data, workers(natives));
    }

    ImportFixture(Path data, WorkerProcesses workers) throws IOException {
        this(data, workers, TrustStore.STANDARD);
    }

    ImportFixture(Path data, WorkerProcesses workers, TrustStore trust) throws IOException {
        this.data = data;
        this.workers = workers;
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
        imports =
                LiveImports.open(
                        new LiveImports.Rooms(ledger, models, workers, () -> trust),
                        quarantine(),
                        failpoint());
    }

    /// Ends the process at the point that `-Dcasemate.failpoint` names, such as `copied`, or
    /// `copying#3` for the third time; nowhere without it.
    private static Failpoint failpoint() {
        String[] point = System.getProperty("casemate.failpoint", "").split("#");
        var left = new AtomicInteger(point.length > 1 ? Integer.parseInt(point[1]) : 1);
        return reached -> {
            if (reached.equals(point[0]) && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(HALTED);
            }
        };
    }

    Imports imports() {
        return imports;
    }

    public Ledger ledger() {
        return ledger;
    }

    static WorkerProcesses workers(Path natives) {
        var java = new JavaCommand(TestWorker.class.getName(), natives);
        return new JavaWorkers(java, natives.resolveSibling("cache"));
    }

    public LiveModels models() {
        return models;
    }

    public WorkerProcesses workers() {
        return workers;
    }

    Path quarantine() {
        return data.resolve("quarantine");
    }

    List<LedgerEntry> entries() {
        return ledger.list(0, 100_000);
    }

    public Outcome<Revision> execute(Path source) throws InterruptedException {
        var command = new ImportModel(source, Optional.empty(), Optional.empty());
        return imports.execute(command, Progress.NONE);
    }

    public static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    public static <T> Problem refused(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> throw new AssertionError("not refused: " + value);
            case Outcome.Refused<T>(Problem problem) -> problem;
        };
    }

    /// Imports `source` and checks that it is refused, told in the ledger by the stages that it
    /// passed and the one that it did not, and that it waits in quarantine if it was copied at all.
    Problem assertRefused(String code, Path source) throws IOException, InterruptedException {
        int before = entries().size();

        Problem problem = refused(execute(source));

        assertEquals(code, problem.code().id(), problem.toString());
        List<LedgerEntry> told = entries().subList(before, entries().size());
        StageRefused last = told.getLast().event(StageRefused.class);
        assertEquals(code, last.code());
        told.subList(0, told.size() - 1)
                .forEach(entry ->
                        assertEquals(last.importId(), entry.event(StagePassed.class).importId()));
        assertEquals(last.isKept() ? 1 : 0, listed(quarantine()).size());
        if (last.isKept()) {
            imports.purge(last.importId());
        }
        assertEquals(List.of(), listed(quarantine()));
        assertEquals(List.of(), models.registry().latest().revisions());
        return problem;
    }

    public static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Override
    public void close() {
        ledger.close();
    }
}
