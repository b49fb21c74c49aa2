package io.casemate.engine.airlock;

import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.models.Admission;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import io.casemate.engine.worker.Job;
import io.casemate.engine.worker.Limits;
import io.casemate.engine.worker.WorkerProblem;
import io.casemate.engine.worker.WorkerProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The airlock of this machine.
public final class LiveImports implements Imports {
    private static final int SMALL_HEAP_MEBIBYTES = 512;
    private static final Bytes INSPECT_MEMORY = Bytes.gibibytes(2);
    private static final Bytes LEAST_TRIAL_MEMORY = Bytes.gibibytes(2);
    private static final int MEMORY_PER_BYTE = 4;
    private static final Duration INSPECT_DEADLINE = Duration.ofMinutes(2);
    private static final Duration TRIAL_DEADLINE = Duration.ofMinutes(2);
    private static final String MODEL_FILE = "model.onnx";

    private final Ledger ledger;
    private final Models models;
    private final WorkerProcesses workers;
    private final Quarantine quarantine;

    private LiveImports(
            Ledger ledger, Models models, WorkerProcesses workers, Quarantine quarantine) {
        this.ledger = ledger;
        this.models = models;
        this.workers = workers;
        this.quarantine = quarantine;
    }

    /// @param quarantine folder on the same file system as the model store
    public static LiveImports open(
            Ledger ledger, Models models, WorkerProcesses workers, Path quarantine)
            throws IOException {
        return new LiveImports(ledger, models, workers, Quarantine.open(quarantine, ledger));
    }

    /// One import on its way.
    private static final class Way {
        private final ImportModel command;
        private final Quarantine.Cell cell;
        private final Progress progress;
        private Optional<Digest> sha256 = Optional.empty();

        private Way(ImportModel command, Quarantine.Cell cell, Progress progress) {
            this.command = command;
            this.cell = cell;
            this.progress = progress;
        }
    }

    /// What intake brought in.
    private record TakenIn(ModelSource source, Path file, Digest sha256, Optional<Path> golden) {}

    @Override
    public Outcome<Revision> execute(ImportModel command, Progress progress)
            throws InterruptedException {
        try (Quarantine.Cell cell = quarantine.cell()) {
            var way = new Way(command, cell, progress);
            Outcome<Revision> outcome = unlessBroken(command.source(), () -> pass(way));
            if (outcome instanceof Outcome.Refused<Revision>(Problem problem)) {
                record(way, problem);
            }
            return outcome;
        } catch (IOException e) {
            return Outcome.refused(unreadable(command.source(), e));
        }
    }

    /// A part of the way that may fail.
    @FunctionalInterface
    private interface Passage<T> {
        Outcome<T> pass() throws IOException, InterruptedException;
    }

    private static <T> Outcome<T> unlessBroken(Path source, Passage<T> passage)
            throws InterruptedException {
        try {
            return passage.pass();
        } catch (EngineException e) {
            return Outcome.refused(e.problem());
        } catch (ClosedByInterruptException _) {
            Thread.interrupted(); // the exception tells of it now
            throw new InterruptedException("cancelled while a file was read or written");
        } catch (UncheckedIOException e) {
            return Outcome.refused(unreadable(source, e.getCause()));
        } catch (IOException e) {
            return Outcome.refused(unreadable(source, e));
        }
    }

    private void record(Way way, Problem problem) {
        String source = nameOf(way.command.source());
        ledger.append(
                Draft.of(
                        new ImportRefused(
                                source,
                                way.sha256.map(Digest::toString),
                                problem.code().id(),
                                problem.what(),
                                problem.why()),
                        source));
    }

    private static String nameOf(Path source) {
        Path name = source.getFileName();
        return name == null ? source.toString() : name.toString();
    }

    private static Problem unreadable(Path source, IOException e) {
        return AirlockProblem.UNREADABLE.because(
                "%s was not imported.".formatted(source),
                "It could not be read or copied: %s.".formatted(e),
                "Check the stick, the file's permissions, and the free space of the data folder.");
    }

    private Outcome<Revision> pass(Way way) throws IOException, InterruptedException {
        TakenIn taken = takeIn(way);
        Outcome<InspectJob.Found> found = inspect(taken, way.cell, way.progress);
        return switch (found) {
            case Outcome.Refused<InspectJob.Found>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<InspectJob.Found>(InspectJob.Found model) ->
                    passOn(way, taken, model);
        };
    }

    private TakenIn takeIn(Way way) throws IOException, InterruptedException {
        Progress progress = ImportStage.INTAKE.in(way.progress);
        ModelSource source = ModelSource.of(way.command.source());
        Path file = way.cell.model().resolve(MODEL_FILE);
        Digest sha256 = Intake.copy(source.file(), file, progress);
        way.sha256 = Optional.of(sha256);
        ImportStage.IDENTIFY.in(way.progress);
        identify(file, source.file());
        Optional<Path> golden = way.command.golden().or(source::golden);
        if (golden.isPresent()) {
            new GoldenIntake(golden.get(), way.cell.golden()).copy();
        }
        return new TakenIn(
                source, file, sha256, golden.isPresent() ? Optional.of(way.cell.golden()) : golden);
    }

    private static void identify(Path file, Path source) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(FileKind.HEAD);
        }
        Optional<FileKind> other = FileKind.of(head);
        if (other.isPresent()) {
            throw other.get().refusal(nameOf(source));
        }
        if (head.length == 0) {
            throw AirlockProblem.UNKNOWN_CONTENT.refusal(
                    "%s was not imported.".formatted(nameOf(source)),
                    "The file is empty.",
                    "Copy it again from where it came from.");
        }
    }

    private Outcome<InspectJob.Found> inspect(TakenIn taken, Quarantine.Cell cell, Progress whole)
            throws InterruptedException {
        Progress progress = ImportStage.STRUCTURE.in(whole);
        String name = nameOf(taken.source().file());
        var input = new InspectJob.Input(taken.file().toString(), name);
        var limits =
                new Limits(
                        Bytes.mebibytes(SMALL_HEAP_MEBIBYTES),
                        INSPECT_MEMORY,
                        INSPECT_DEADLINE,
                        false);
        var job =
                new Job(
                        InspectJob.KIND,
                        name,
                        cell.job(InspectJob.KIND),
                        Json.treeOf(input),
                        limits);
        return translated(workers.run(job, progress), name)
                .map(answer -> Json.read(answer, InspectJob.Found.class));
    }

    /// A worker's death, told as the airlock tells it.
    private static Outcome<ObjectNode> translated(Outcome<ObjectNode> outcome, String name) {
        if (!(outcome instanceof Outcome.Refused<ObjectNode>(Problem problem))
                || !(problem.code() instanceof WorkerProblem death)) {
            return outcome;
        }
        Optional<AirlockProblem> code =
                switch (death) {
                    case CRASHED -> Optional.of(AirlockProblem.CRASHED);
                    case TOO_SLOW -> Optional.of(AirlockProblem.NO_ANSWER);
                    case TOO_BIG -> Optional.of(AirlockProblem.TOO_MUCH_MEMORY);
                    case NOT_STARTED, ENDED_EARLY, BAD_ANSWER, DEFECT -> Optional.empty();
                };
        return code.map(known -> told(known, problem, name)).orElse(outcome);
    }

    private static Outcome<ObjectNode> told(AirlockProblem code, Problem problem, String name) {
        return Outcome.refused(
                code.because(
                        "%s was not imported. %s".formatted(name, problem.what()),
                        problem.why(),
                        problem.remedy()));
    }

    private Outcome<Revision> passOn(Way way, TakenIn taken, InspectJob.Found found)
            throws IOException, InterruptedException {
        Progress progress = ImportStage.EXTERNAL_DATA.in(way.progress);
        Path folder = taken.source().file().toAbsolutePath().getParent();
        ExternalData.copy(found.externals(), folder, way.cell.model(), progress);
        return switch (trial(way, taken)) {
            case Outcome.Refused<TrialJob.Tried>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<TrialJob.Tried>(TrialJob.Tried tried) ->
                    release(way, taken, new Admitted(found, tried));
        };
    }

    private record Admitted(InspectJob.Found found, TrialJob.Tried tried) {}

    private Outcome<TrialJob.Tried> trial(Way way, TakenIn taken)
            throws IOException, InterruptedException {
        Progress progress = ImportStage.TRIAL_RUN.in(way.progress);
        String name = nameOf(taken.source().file());
        var input =
                new TrialJob.Input(
                        taken.file().toString(), name, taken.golden().map(Path::toString));
        var job =
                new Job(
                        TrialJob.KIND,
                        name,
                        way.cell.job(TrialJob.KIND),
                        Json.treeOf(input),
                        trialLimits(sizeOf(way.cell.model())));
        return translated(workers.run(job, progress), name)
                .map(answer -> Json.read(answer, TrialJob.Tried.class));
    }

    /// Loading may hold the weights several times over: as read, as optimized, as packed.
    private static Limits trialLimits(long modelBytes) {
        long memory = LEAST_TRIAL_MEMORY.count() + MEMORY_PER_BYTE * modelBytes;
        return new Limits(
                Bytes.mebibytes(SMALL_HEAP_MEBIBYTES), new Bytes(memory), TRIAL_DEADLINE, false);
    }

    private static long sizeOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long size = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }

    private Outcome<Revision> release(Way way, TakenIn taken, Admitted admitted)
            throws IOException {
        ImportStage.RELEASE.in(way.progress);
        Stage stage = admitted.tried().ran() ? Stage.VERIFIED : Stage.INSPECTED;
        return models.admit(
                new Admission(
                        way.cell.model(),
                        way.command.name().orElse(taken.source().name()),
                        stage,
                        new Origin.Imported(nameOf(taken.source().file())),
                        admitted.found().facts(),
                        taken.golden(),
                        Optional.empty()));
    }

    @Override
    public Outcome<Inspection> inspect(Path source, Progress progress) throws InterruptedException {
        try (Quarantine.Cell cell = quarantine.cell()) {
            var command = new ImportModel(source, Optional.empty(), Optional.empty());
            return unlessBroken(source, () -> look(new Way(command, cell, progress)));
        } catch (IOException e) {
            return Outcome.refused(unreadable(source, e));
        }
    }

    private Outcome<Inspection> look(Way way) throws IOException, InterruptedException {
        TakenIn taken = takeIn(way);
        var bytes = new Bytes(Files.size(taken.file()));
        String source = nameOf(way.command.source());
        return inspect(taken, way.cell, way.progress)
                .map(found ->
                        new Inspection(
                                source, taken.sha256(), bytes, found.facts(), found.findings()));
    }
}
