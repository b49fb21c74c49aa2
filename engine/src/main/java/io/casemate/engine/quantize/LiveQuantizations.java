package io.casemate.engine.quantize;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.Admission;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.worker.Job;
import io.casemate.engine.worker.JobFolders;
import io.casemate.engine.worker.Limits;
import io.casemate.engine.worker.WorkerProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Makes variants on this machine: one worker rewrites, one measures, and only what both are done
/// with is admitted.
public final class LiveQuantizations implements Quantizations {
    private static final Duration DEADLINE = Duration.ofMinutes(30);
    private static final long LEAST_MEMORY = 2L << 30;
    private static final long LEAST_HEAP = 512L << 20;
    private static final int HEAP_PER_BYTE = 2;
    private static final int MEMORY_PER_BYTE = 8;

    private final Models models;
    private final WorkerProcesses workers;
    private final JobFolders folders;

    /// @param folders on the same file system as the model store
    public LiveQuantizations(Models models, WorkerProcesses workers, JobFolders folders) {
        this.models = models;
        this.workers = workers;
        this.folders = folders;
    }

    @Override
    public Outcome<Revision> execute(Quantize command, Progress progress)
            throws InterruptedException {
        Optional<Revision> parent = models.registry().latest().find(command.parent());
        if (parent.isEmpty() || Files.notExists(models.modelFile(command.parent()))) {
            return Outcome.refused(
                    MeasureProblem.PARENT_MISSING.because(
                            "Revision %s was not quantized."
                                    .formatted(command.parent().digest().abbreviated()),
                            "It is not in the registry, or its file is not in the store.",
                            "Import the model first."));
        }
        try (JobFolders.Folder folder = folders.open("quantize")) {
            return new Run(command, parent.get(), folder.path(), progress).execute();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One quantization.
    private final class Run {
        private final Quantize command;
        private final Revision parent;
        private final Path folder;
        private final Progress progress;

        private Run(Quantize command, Revision parent, Path folder, Progress progress) {
            this.command = command;
            this.parent = parent;
            this.folder = folder;
            this.progress = progress;
        }

        private Outcome<Revision> execute() throws IOException, InterruptedException {
            Path output = Files.createDirectories(folder.resolve("model"));
            Outcome<ObjectNode> rewritten = rewrite(output);
            if (rewritten instanceof Outcome.Refused<ObjectNode>(Problem problem)) {
                return Outcome.refused(problem);
            }
            Outcome<ObjectNode> measured = measure(output.resolve("model.onnx"));
            if (measured instanceof Outcome.Refused<ObjectNode>(Problem problem)) {
                return Outcome.refused(problem);
            }
            return rewritten.then(
                    rewriting -> measured.then(measuring -> publish(output, rewriting, measuring)));
        }

        private Outcome<ObjectNode> rewrite(Path output) throws InterruptedException {
            var input =
                    new RewriteJob.Input(
                            command.recipe(),
                            models.modelFile(parent.id()).toString(),
                            output.toString());
            return workers.run(
                    job(RewriteJob.KIND, Json.treeOf(input), true), progress.part(0, 0.5));
        }

        private Outcome<ObjectNode> measure(Path variant) throws InterruptedException {
            var input =
                    new MeasureJob.Input(
                            models.modelFile(parent.id()).toString(),
                            variant.toString(),
                            models.goldenFolder(parent.id()).map(Path::toString));
            return workers.run(
                    job(MeasureJob.KIND, Json.treeOf(input), true), progress.part(0.5, 0.97));
        }

        private Job job(String kind, ObjectNode input, boolean isLong) {
            long bytes = parent.bytes().count();
            var limits =
                    new Limits(
                            new Bytes(LEAST_HEAP + HEAP_PER_BYTE * bytes),
                            new Bytes(LEAST_MEMORY + MEMORY_PER_BYTE * bytes),
                            DEADLINE,
                            isLong);
            return new Job(
                    kind, parent.model().text(), folder.resolve("job-" + kind), input, limits);
        }

        private QuantizationCard card(
                RewriteJob.Rewritten rewritten, MeasureJob.Measured measured, Path output) {
            return new QuantizationCard(
                    command.recipe().id(),
                    rewritten.quantizedNodes(),
                    new Bytes(sizeOf(output)),
                    parent.bytes(),
                    measured.accuracy(),
                    measured.latency());
        }

        private Outcome<Revision> publish(Path output, ObjectNode rewriting, ObjectNode measuring) {
            var rewritten = Json.read(rewriting, RewriteJob.Rewritten.class);
            var measured = Json.read(measuring, MeasureJob.Measured.class);
            QuantizationCard card = card(rewritten, measured, output);
            if (card.bytes().compareTo(card.parentBytes()) >= 0) {
                return Outcome.refused(
                        MeasureProblem.NOT_SMALLER.because(
                                "The variant was not published: it is not smaller.",
                                "It has %s and its parent has %s."
                                        .formatted(card.bytes(), card.parentBytes()),
                                "Keep the parent; this recipe has nothing to gain on it."));
            }
            progress.report("taking the variant into the registry", 0.98);
            return models.admit(
                    new Admission(
                            output,
                            command.name().orElse(parent.model()),
                            Stage.VERIFIED,
                            new Origin.Quantized(parent.id(), card),
                            rewritten.facts(),
                            Optional.empty(),
                            parent.golden().map(_ -> parent.id())));
        }
    }

    private static long sizeOf(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            long size = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
            return size;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
