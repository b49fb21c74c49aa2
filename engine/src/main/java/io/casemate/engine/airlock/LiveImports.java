package io.casemate.engine.airlock;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.models.Admission;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import io.casemate.engine.worker.WorkerProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// The airlock of this machine.
public final class LiveImports implements Imports {
    private static final Clock CLOCK = Clock.systemUTC();

    private final Ledger ledger;
    private final Models models;
    private final AirlockWorkers workers;
    private final Supplier<TrustStore> trust;
    private final Quarantine quarantine;
    private final Failpoint failpoint;
    private final LiveFeed<List<ImportRun>> runs = new LiveFeed<>(List.of());

    private LiveImports(Rooms rooms, Quarantine quarantine, Failpoint failpoint) {
        ledger = rooms.ledger();
        models = rooms.models();
        workers = new AirlockWorkers(rooms.workers());
        trust = rooms.trust();
        this.quarantine = quarantine;
        this.failpoint = failpoint;
    }

    /// The rooms below the airlock.
    ///
    /// @param trust whose signatures count, asked at the start of each import
    public record Rooms(
            Ledger ledger, Models models, WorkerProcesses workers, Supplier<TrustStore> trust) {}

    /// @param quarantine folder on the same file system as the model store
    public static LiveImports open(Rooms rooms, Path quarantine) throws IOException {
        return open(rooms, quarantine, Failpoint.NONE);
    }

    static LiveImports open(Rooms rooms, Path quarantine, Failpoint failpoint) throws IOException {
        return new LiveImports(rooms, Quarantine.open(quarantine, rooms.ledger()), failpoint);
    }

    @Override
    public Feed<List<ImportRun>> runs() {
        return runs;
    }

    @Override
    public Feed<List<QuarantinedItem>> quarantined() {
        return quarantine.items();
    }

    @Override
    public Feed<List<InterruptedCopy>> interrupted() {
        return quarantine.interrupted();
    }

    @Override
    public Outcome<InterruptedCopy> discard(ImportId id) {
        return quarantine.discard(id);
    }

    @Override
    public Outcome<QuarantinedItem> purge(ImportId id) {
        return quarantine.purge(id);
    }

    @Override
    public Outcome<Revision> override(ImportId id) {
        return quarantine
                .find(id)
                .<Outcome<Revision>>map(item ->
                        Outcome.refused(
                                AirlockProblem.SECOND_PERSON.because(
                                        "%s was not let in.".formatted(item.source()),
                                        "It was refused with %s, and letting it in nevertheless takes"
                                                        .formatted(item.code())
                                                + " the approval of a second person. This console"
                                                + " cannot tell persons apart yet.",
                                        item.remedy())))
                .orElseGet(() -> Quarantine.unknown(id));
    }

    @Override
    public Outcome<Revision> execute(ImportModel command, Progress progress)
            throws InterruptedException {
        var way = new ImportWay(command, progress, new ImportWay.Watch(ledger, runs, CLOCK));
        Progress intake = way.begin(ImportStage.INTAKE);
        try (Quarantine.Cell cell = quarantine.importCell(way.id())) {
            failpoint.reached("begun");
            var entry = new Entry(command, cell, way, new Entry.Guard(trust.get(), failpoint));
            Outcome<Revision> outcome =
                    Passage.unlessBroken(command.source(), () -> pass(entry, intake));
            if (outcome instanceof Outcome.Refused<Revision>(Problem problem)) {
                refuse(entry, problem);
            }
            return outcome;
        } catch (IOException e) {
            Problem problem = Passage.unreadable(command.source(), e);
            way.refused(problem);
            way.publish();
            return Outcome.refused(problem);
        } catch (InterruptedException e) {
            way.cancelled();
            throw e;
        }
    }

    /// A model that the airlock turns away stays in quarantine; what failed because of this machine
    /// leaves nothing.
    private void refuse(Entry entry, Problem problem) throws IOException {
        ImportWay way = entry.way();
        StageReport report = way.refused(problem);
        boolean isKept =
                entry.sha256().isPresent()
                        && problem.code().kind() != ProblemCode.Kind.ENVIRONMENT
                        && !entry.cell().isInterrupted();
        failpoint.reached("refused");
        if (isKept) {
            quarantine.keep(entry.cell(), item(entry, report.stage(), problem));
        }
        failpoint.reached("kept");
        way.write();
        String source = way.source();
        var event =
                new StageRefused(
                        way.id(),
                        report.stage(),
                        source,
                        entry.sha256().map(Digest::toString),
                        report.took().toNanos() / 1_000,
                        problem.code().id(),
                        problem.what(),
                        problem.why(),
                        isKept);
        ledger.append(Draft.of(event, source));
        way.publish();
        failpoint.reached("told");
    }

    private static QuarantinedItem item(Entry entry, ImportStage stage, Problem problem)
            throws IOException {
        return new QuarantinedItem(
                entry.way().id(),
                entry.way().source(),
                entry.command().source().toString(),
                entry.sha256().map(Digest::toString).orElse(""),
                new Bytes(AirlockWorkers.sizeOf(entry.cell().folder())),
                stage,
                problem.code().id(),
                problem.what(),
                problem.why(),
                problem.remedy(),
                CLOCK.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private Outcome<Revision> pass(Entry entry, Progress intake)
            throws IOException, InterruptedException {
        Entry.TakenIn taken = entry.takeIn(intake);
        return switch (inspected(entry, taken)) {
            case Outcome.Refused<InspectJob.Found>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<InspectJob.Found>(InspectJob.Found model) ->
                    passOn(entry, taken, model);
        };
    }

    private Outcome<InspectJob.Found> inspected(Entry entry, Entry.TakenIn taken)
            throws InterruptedException {
        ImportWay way = entry.way();
        way.write();
        failpoint.reached("identified");
        Progress progress = way.begin(InspectJob.STAGES.getFirst());
        Outcome<InspectJob.Found> outcome = workers.inspect(taken.subject(entry.cell()), progress);
        failpoint.reached("inspected");
        return outcome.map(found -> {
            way.passed(StageFigures.NONE);
            note(way, found);
            return found;
        });
    }

    private static void note(ImportWay way, InspectJob.Found found) {
        ModelFacts facts = found.facts();
        way.found(
                ImportStage.STRUCTURE,
                StageFigures.count("nodes", facts.nodes())
                        .and("inputs", facts.inputs().size())
                        .and("outputs", facts.outputs().size()));
        way.found(ImportStage.TENSORS, StageFigures.count("parameters", facts.parameters()));
        way.found(
                ImportStage.OPERATORS,
                StageFigures.count("kinds of operator", facts.operators().size())
                        .noting(texts(found.findings(), ImportStage.OPERATORS)));
        way.found(
                ImportStage.CONTENT,
                StageFigures.NONE.noting(texts(found.findings(), ImportStage.CONTENT)));
    }

    private static List<String> texts(List<Finding> findings, ImportStage stage) {
        return findings.stream()
                .filter(finding ->
                        ImportStage.ofCode(finding.code()).filter(stage::equals).isPresent())
                .map(finding -> finding.code() + ": " + finding.text())
                .toList();
    }

    private Outcome<Revision> passOn(Entry entry, Entry.TakenIn taken, InspectJob.Found found)
            throws IOException, InterruptedException {
        ImportWay way = entry.way();
        entry.takeData(taken, found.externals());
        Outcome<ObjectNode> data = workers.lookInto(taken.subject(entry.cell()), found);
        if (data instanceof Outcome.Refused<ObjectNode>(Problem problem)) {
            return Outcome.refused(problem);
        }
        way.write();
        failpoint.reached("data");
        Progress progress = way.begin(ImportStage.TRIAL_RUN);
        Outcome<TrialJob.Tried> trial = workers.trial(taken.subject(entry.cell()), progress);
        failpoint.reached("tried");
        return switch (trial) {
            case Outcome.Refused<TrialJob.Tried>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<TrialJob.Tried>(TrialJob.Tried tried) -> {
                way.passed(tried.figures());
                way.write();
                yield release(entry, taken, new Admitted(found, tried));
            }
        };
    }

    private record Admitted(InspectJob.Found found, TrialJob.Tried tried) {}

    private Outcome<Revision> release(Entry entry, Entry.TakenIn taken, Admitted admitted)
            throws IOException {
        ImportWay way = entry.way();
        way.begin(ImportStage.RELEASE);
        failpoint.reached("releasing");
        Stage stage = admitted.tried().ran() ? Stage.VERIFIED : Stage.INSPECTED;
        Outcome<Revision> outcome =
                models.admit(
                        new Admission(
                                entry.cell().model(),
                                entry.command().name().orElse(taken.source().name()),
                                stage,
                                new Origin.Imported(taken.name()),
                                admitted.found().facts(),
                                taken.golden(),
                                Optional.empty()));
        failpoint.reached("admitted");
        return outcome.map(revision -> {
            way.passed(
                    StageFigures.NONE
                            .and("revision", revision.id().digest().hex())
                            .and(
                                    "stage",
                                    revision.stage().name().toLowerCase(java.util.Locale.ROOT)));
            way.write();
            way.released(revision);
            failpoint.reached("released");
            return revision;
        });
    }

    @Override
    public Outcome<Inspection> inspect(Path source, Progress progress) throws InterruptedException {
        var command = new ImportModel(source, Optional.empty(), Optional.empty());
        var silent = new LiveFeed<List<ImportRun>>(List.of());
        var way = new ImportWay(command, progress, new ImportWay.Watch(ledger, silent, CLOCK));
        try (Quarantine.Cell cell = quarantine.cell(way.id())) {
            var entry = new Entry(command, cell, way, new Entry.Guard(trust.get(), Failpoint.NONE));
            return Passage.unlessBroken(source, () -> look(entry));
        } catch (IOException e) {
            return Outcome.refused(Passage.unreadable(source, e));
        }
    }

    /// Looking leaves nothing in the ledger: nothing has happened.
    private Outcome<Inspection> look(Entry entry) throws IOException, InterruptedException {
        ImportWay way = entry.way();
        Entry.TakenIn taken = entry.takeIn(way.begin(ImportStage.INTAKE));
        var bytes = new Bytes(Files.size(taken.file()));
        Progress progress = way.begin(InspectJob.STAGES.getFirst());
        return workers.inspect(taken.subject(entry.cell()), progress)
                .map(found ->
                        new Inspection(
                                way.source(),
                                taken.sha256(),
                                bytes,
                                found.facts(),
                                found.findings()));
    }
}
