package io.casemate.engine.airlock;

import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// One import on its way: knows the stage it is in, times it, and tells whoever watches. Progress
/// of a worker arrives on another thread.
final class ImportWay {
    /// What a step begins with that tells of a stage that has been passed.
    static final String PASSED = "passed ";

    private static final int KEPT = 20;
    private static final List<ImportStage> FIRST =
            List.of(ImportStage.INTAKE, ImportStage.IDENTIFY, ImportStage.PROVENANCE);
    private static final List<ImportStage> LAST =
            List.of(ImportStage.EXTERNAL_DATA, ImportStage.TRIAL_RUN, ImportStage.RELEASE);

    private final ImportModel command;
    private final Progress progress;
    private final Watch watch;
    private final ImportId id = ImportId.next();
    private final Instant started;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ImportStage, StageReport> stages = new EnumMap<>(ImportStage.class);
    private final List<ImportStage> unwritten = new ArrayList<>();
    private ImportStage current = ImportStage.INTAKE;
    private long since = System.nanoTime();
    private String step = "";
    private double fraction = Progress.UNKNOWN;
    private Copying copying = Copying.NOTHING;
    private Optional<Revision> released = Optional.empty();
    private Optional<Problem> problem = Optional.empty();
    private Optional<Instant> ended = Optional.empty();

    /// Who is told of an import.
    record Watch(Ledger ledger, LiveFeed<List<ImportRun>> runs, Clock clock) {}

    ImportWay(ImportModel command, Progress progress, Watch watch) {
        this.command = command;
        this.progress = progress;
        this.watch = watch;
        started = watch.clock().instant();
        for (List<ImportStage> part : List.of(FIRST, InspectJob.STAGES, LAST)) {
            part.forEach(stage -> stages.put(stage, StageReport.waiting(stage)));
        }
    }

    ImportId id() {
        return id;
    }

    ImportModel command() {
        return command;
    }

    String source() {
        Path name = command.source().getFileName();
        return name == null ? command.source().toString() : name.toString();
    }

    ImportStage current() {
        return current;
    }

    /// Begins a stage. {@return progress for what happens in it, in this process or in a worker}
    Progress begin(ImportStage stage) {
        lock.lock();
        try {
            current = stage;
            since = System.nanoTime();
            step = stage.title();
            put(stage, StageReport.State.RUNNING, StageFigures.NONE);
        } finally {
            lock.unlock();
        }
        publish();
        progress.report(stage.title(), Progress.UNKNOWN);
        return this::hear;
    }

    private void hear(String text, double share) {
        ImportStage.entered(text).filter(stage -> stage != current).ifPresent(this::advance);
        String plain = ImportStage.plain(text);
        current.in(
                        (told, whole) -> {
                            step = told;
                            fraction = whole;
                            progress.report(told, whole);
                        })
                .report(plain, share);
        publish();
    }

    /// A worker says that it goes on to the next stage.
    private void advance(ImportStage next) {
        passed(StageFigures.NONE);
        begin(next);
    }

    /// Says how far the copying is.
    void copying(Copying now) {
        lock.lock();
        try {
            copying = now;
        } finally {
            lock.unlock();
        }
    }

    /// The current stage is passed.
    void passed(StageFigures figures) {
        lock.lock();
        try {
            put(current, StageReport.State.PASSED, figures);
            unwritten.add(current);
        } finally {
            lock.unlock();
        }
        publish();
        progress.report(PASSED + stages.get(current).line(), fraction);
    }

    /// What a worker found in a stage that it has passed.
    void found(ImportStage stage, StageFigures figures) {
        lock.lock();
        try {
            StageReport before = stages.get(stage);
            stages.put(stage, new StageReport(stage, before.state(), before.took(), figures));
        } finally {
            lock.unlock();
        }
        publish();
    }

    private void put(ImportStage stage, StageReport.State state, StageFigures figures) {
        boolean isNew = state == StageReport.State.RUNNING;
        Duration took = isNew ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
        stages.put(stage, new StageReport(stage, state, took, figures));
    }

    /// Writes what was passed since the last time, as one unit.
    void write() {
        List<Draft> drafts =
                unwritten.stream()
                        .map(stage -> StagePassed.of(id, source(), stages.get(stage)))
                        .map(event -> Draft.of(event, source()))
                        .toList();
        unwritten.clear();
        watch.ledger().appendAll(drafts);
    }

    /// The import ends by a refusal, in the current stage or in the one that its code belongs to.
    StageReport refused(Problem why) {
        lock.lock();
        try {
            ImportStage stage = stageOf(why);
            if (stage.compareTo(current) > 0) {
                put(current, StageReport.State.PASSED, StageFigures.NONE);
                unwritten.add(current);
                since = System.nanoTime();
            }
            unwritten.remove(stage);
            put(stage, StageReport.State.REFUSED, StageFigures.NONE);
            current = stage;
            problem = Optional.of(why);
            ended = Optional.of(watch.clock().instant());
            return stages.get(stage);
        } finally {
            lock.unlock();
        }
    }

    /// Static checks run in one worker; their codes say which of them it was.
    private ImportStage stageOf(Problem why) {
        return ImportStage.ofCode(why.code().id())
                .filter(InspectJob.STAGES::contains)
                .filter(_ -> InspectJob.STAGES.contains(current))
                .orElse(current);
    }

    void released(Revision revision) {
        released = Optional.of(revision);
        fraction = 1;
        ended = Optional.of(watch.clock().instant());
        publish();
    }

    /// Somebody stopped it; it is no longer of interest.
    void cancelled() {
        watch.runs().update(all -> all.stream().filter(run -> !run.id().equals(id)).toList());
    }

    void publish() {
        ImportRun now = run();
        watch.runs().update(all -> with(now, all));
    }

    private ImportRun run() {
        lock.lock();
        try {
            return new ImportRun(
                    id,
                    command,
                    started,
                    List.copyOf(stages.values()),
                    step,
                    fraction,
                    copying,
                    released,
                    problem,
                    ended);
        } finally {
            lock.unlock();
        }
    }

    private static List<ImportRun> with(ImportRun now, List<ImportRun> all) {
        List<ImportRun> runs = new ArrayList<>();
        runs.add(now);
        all.stream().filter(run -> !run.id().equals(now.id())).limit(KEPT - 1L).forEach(runs::add);
        return List.copyOf(runs);
    }
}
