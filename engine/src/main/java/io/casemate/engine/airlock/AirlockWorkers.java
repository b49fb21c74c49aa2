package io.casemate.engine.airlock;

import io.casemate.engine.foreign.ForeignModel;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.worker.Job;
import io.casemate.engine.worker.Limits;
import io.casemate.engine.worker.WorkerProblem;
import io.casemate.engine.worker.WorkerProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Has models looked at and tried in processes of their own, and tells of a worker's death as the
/// airlock does.
record AirlockWorkers(WorkerProcesses workers) {
    private static final Duration UNPACKING = Duration.ofMinutes(10);

    /// What a worker is about.
    ///
    /// @param name what people call the model
    record Subject(Path file, String name, Quarantine.Cell cell, Optional<Path> golden) {}

    /// Finds the model in `source`, an archive or a folder in quarantine. What is unpacked stays in
    /// the job's folder.
    ///
    /// @param name what people call it
    Outcome<UnpackJob.Found> unpack(
            Path source, String name, Quarantine.Cell cell, Progress progress)
            throws IOException, InterruptedException {
        var input = new UnpackJob.Input(source.toString(), name);
        Limits limits = AirlockLimits.looking(sizeOf(source), UNPACKING);
        var job =
                new Job(UnpackJob.KIND, name, cell.job(UnpackJob.KIND), Json.treeOf(input), limits);
        return run(job, progress).map(answer -> Json.read(answer, UnpackJob.Found.class));
    }

    /// Reads the header of a model of another format.
    Outcome<ForeignModel> describe(ForeignJob.Input input, Quarantine.Cell cell)
            throws InterruptedException {
        var job =
                new Job(
                        ForeignJob.KIND,
                        input.name(),
                        cell.job(ForeignJob.KIND),
                        Json.treeOf(input),
                        AirlockLimits.looking(0));
        return run(job, Progress.NONE).map(answer -> Json.read(answer, ForeignModel.class));
    }

    Outcome<InspectJob.Found> inspect(Subject subject, Progress progress)
            throws InterruptedException {
        var input = new InspectJob.Input(subject.file().toString(), subject.name());
        Limits limits = AirlockLimits.looking(subject.file().toFile().length());
        return run(job(InspectJob.KIND, subject, input, limits), progress)
                .map(answer -> Json.read(answer, InspectJob.Found.class));
    }

    /// Looks into the data files beside the model for what is no weights.
    Outcome<ObjectNode> lookInto(Subject subject, InspectJob.Found found)
            throws IOException, InterruptedException {
        if (found.externals().isEmpty()) {
            return Outcome.done(Json.object());
        }
        var input =
                new ContentJob.Input(
                        subject.cell().model().toString(), subject.name(), found.externals());
        Limits limits = AirlockLimits.looking(sizeOf(subject.cell().model()));
        return run(job(ContentJob.KIND, subject, input, limits), Progress.NONE);
    }

    /// @param flops of one run, estimated
    Outcome<TrialJob.Tried> trial(Subject subject, long flops, Progress progress)
            throws IOException, InterruptedException {
        long bytes = sizeOf(subject.cell().model());
        return trial(subject, new TrialDeadlines(bytes, flops), progress);
    }

    Outcome<TrialJob.Tried> trial(Subject subject, TrialDeadlines deadlines, Progress progress)
            throws InterruptedException {
        var input =
                new TrialJob.Input(
                        subject.file().toString(),
                        subject.name(),
                        subject.golden().map(Path::toString),
                        deadlines.of(TrialPart.RUN).toMillis());
        return switch (AirlockLimits.ofThisMachine().trying(subject.name(), deadlines)) {
            case Outcome.Refused<Limits>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Limits>(Limits limits) -> {
                Job job = job(TrialJob.KIND, subject, input, limits);
                yield told(new TrialClock(deadlines).run(workers, job, progress), job)
                        .map(answer -> Json.read(answer, TrialJob.Tried.class));
            }
        };
    }

    private static Job job(String kind, Subject subject, Record input, Limits limits) {
        return new Job(kind, subject.name(), subject.cell().job(kind), Json.treeOf(input), limits);
    }

    /// {@return the bytes of all files below `folder`, or of one file}
    static long sizeOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long size = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }

    private Outcome<ObjectNode> run(Job job, Progress progress) throws InterruptedException {
        return told(workers.run(job, progress), job);
    }

    private static Outcome<ObjectNode> told(Outcome<ObjectNode> outcome, Job job) {
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
        return code.map(known -> told(known, problem, job.subject())).orElse(outcome);
    }

    private static Outcome<ObjectNode> told(AirlockProblem code, Problem problem, String name) {
        return Outcome.refused(
                code.because(
                        "%s was not imported. %s".formatted(name, problem.what()),
                        problem.why(),
                        problem.remedy()));
    }
}
