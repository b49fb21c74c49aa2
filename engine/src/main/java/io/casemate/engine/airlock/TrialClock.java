package io.casemate.engine.airlock;

import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.worker.Job;
import io.casemate.engine.worker.WorkerProcesses;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.ObjectNode;

/// Has a model tried by a worker, and kills the worker when a part of the trial takes too long.
///
/// The clock is here and not in the worker: native code that hangs or goes wild cannot stop it.
final class TrialClock {
    private final TrialDeadlines deadlines;
    private volatile Part current = new Part(TrialPart.START, "starting", System.nanoTime());

    /// What the worker does.
    ///
    /// @param since as [System#nanoTime()]
    private record Part(TrialPart part, String step, long since) {}

    TrialClock(TrialDeadlines deadlines) {
        this.deadlines = deadlines;
    }

    /// {@return what the worker answers, or a refusal `AL-1002` that names the part that took too
    /// long}
    Outcome<ObjectNode> run(WorkerProcesses workers, Job job, Progress progress)
            throws InterruptedException {
        var trial = new FutureTask<>(() -> workers.run(job, heardBy(progress)));
        Thread thread = Thread.ofVirtual().name("trial").start(trial);
        try {
            return attend(trial, job);
        } finally {
            trial.cancel(true); // interrupting kills the worker
            thread.join();
        }
    }

    private Progress heardBy(Progress progress) {
        return (step, fraction) -> {
            String plain = TrialPart.plain(step);
            TrialPart.begun(step)
                    .ifPresent(part -> current = new Part(part, plain, System.nanoTime()));
            progress.report(plain, fraction);
        };
    }

    private Outcome<ObjectNode> attend(FutureTask<Outcome<ObjectNode>> trial, Job job)
            throws InterruptedException {
        Optional<Part> overdue = Optional.empty();
        while (overdue.isEmpty()) {
            Part now = current;
            try {
                return trial.get(Math.max(0, left(now)), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                overdue = Optional.of(now).filter(one -> one == current && left(one) <= 0);
            } catch (ExecutionException e) {
                throw thrownBy(e);
            }
        }
        return Outcome.refused(
                AirlockProblem.NO_ANSWER.because(
                        "%s was not imported, and the worker that tried it was killed."
                                .formatted(job.subject()),
                        "%s within %d s (%s). It was %s."
                                .formatted(
                                        overdue.get().part().failure(),
                                        deadlines.of(overdue.get().part()).toSeconds(),
                                        deadlines.rule(overdue.get().part()),
                                        overdue.get().step()),
                        "Look for an endless loop in the model, or use a smaller one."));
    }

    private long left(Part part) {
        return part.since() + deadlines.of(part.part()).toNanos() - System.nanoTime();
    }

    private static RuntimeException thrownBy(ExecutionException e) throws InterruptedException {
        return switch (e.getCause()) {
            case EngineException refused -> refused;
            case RuntimeException defect -> defect;
            case InterruptedException interrupted -> throw interrupted;
            case Throwable other -> new IllegalStateException("the trial ended by", other);
        };
    }
}
