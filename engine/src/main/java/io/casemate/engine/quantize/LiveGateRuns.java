package io.casemate.engine.quantize;

import io.casemate.engine.models.GateVerdict;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.worker.JobFolders;
import io.casemate.engine.worker.WorkerProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs gates on this machine, each in a worker of its own.
public final class LiveGateRuns implements GateRuns {
    /// What the worker says of a variant that it cannot use, while its parent works there.
    private static final Set<String> UNUSABLE =
            Stream.of(
                            MeasureProblem.DOES_NOT_LOAD,
                            MeasureProblem.DOES_NOT_RUN,
                            MeasureProblem.WORTHLESS)
                    .map(MeasureProblem::id)
                    .collect(Collectors.toUnmodifiableSet());

    private final Models models;
    private final QuantizeWorkers workers;
    private final JobFolders folders;

    public LiveGateRuns(Models models, WorkerProcesses workers, JobFolders folders) {
        this.models = models;
        this.workers = new QuantizeWorkers(models, workers);
        this.folders = folders;
    }

    @Override
    public Outcome<GateRun> run(Revision variant, Gate gate, Progress progress)
            throws InterruptedException {
        if (!(variant.origin() instanceof Origin.Quantized made)) {
            throw new IllegalArgumentException("not a variant: " + variant.id());
        }
        Revision parent = models.registry().latest().find(made.parent()).orElseThrow();
        try (JobFolders.Folder folder = folders.open("gate")) {
            var place = new QuantizeWorkers.Place(parent, folder.path(), QuantizeWorkers.DEADLINE);
            var sizes =
                    new Attempt.Sizes(
                            made.card().quantizedNodes(), variant.bytes(), parent.bytes());
            return switch (workers.measure(place, models.modelFile(variant.id()), progress)) {
                case Outcome.Done<MeasureJob.Measured>(MeasureJob.Measured measured) ->
                        Outcome.done(judged(gate, sizes, measured));
                case Outcome.Refused<MeasureJob.Measured>(Problem problem) ->
                        UNUSABLE.contains(problem.code().id())
                                ? Outcome.done(unusable(gate, problem))
                                : Outcome.refused(notRun(variant, problem));
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Problem notRun(Revision variant, Problem problem) {
        return new Problem(
                problem.code(),
                "The gate of revision %s gave no answer."
                        .formatted(variant.id().digest().abbreviated()),
                problem.why(),
                problem.remedy());
    }

    private static GateRun judged(Gate gate, Attempt.Sizes sizes, MeasureJob.Measured measured) {
        return new GateRun(
                gate,
                gate.judge(sizes, measured.accuracy(), measured.latency()),
                Optional.of(new GateRun.Figures(measured.accuracy(), measured.latency())));
    }

    private static GateRun unusable(Gate gate, Problem problem) {
        var check =
                new GateVerdict.Check(
                        "loads, runs and answers as its parent does", problem.why(), false);
        return new GateRun(gate, new GateVerdict(gate.name(), List.of(check)), Optional.empty());
    }
}
