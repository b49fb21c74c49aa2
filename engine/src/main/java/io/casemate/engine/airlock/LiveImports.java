package io.casemate.engine.airlock;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.worker.WorkerProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The airlock of this machine.
public final class LiveImports implements Imports {
    private static final Clock CLOCK = Clock.systemUTC();

    private final Ledger ledger;
    private final AirlockWorkers workers;
    private final Supplier<TrustStore> trust;
    private final Quarantine quarantine;
    private final Failpoint failpoint;
    private final Transit transit;
    private final Rejection rejection;
    private final LiveFeed<List<ImportRun>> runs = new LiveFeed<>(List.of());

    private LiveImports(Rooms rooms, Quarantine quarantine, Failpoint failpoint) {
        ledger = rooms.ledger();
        workers = new AirlockWorkers(rooms.workers());
        trust = rooms.trust();
        this.quarantine = quarantine;
        this.failpoint = failpoint;
        transit = new Transit(rooms.models(), workers, failpoint);
        rejection = new Rejection(quarantine, ledger, CLOCK, failpoint);
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
            var entry =
                    new Entry(command, cell, way, new Entry.Guard(trust.get(), workers, failpoint));
            Outcome<Revision> outcome =
                    Passage.unlessBroken(command.source(), () -> transit.pass(entry, intake));
            if (outcome instanceof Outcome.Refused<Revision>(Problem problem)) {
                rejection.refuse(entry, problem);
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

    @Override
    public Outcome<Inspection> inspect(Path source, Progress progress) throws InterruptedException {
        var command = new ImportModel(source, Optional.empty(), Optional.empty());
        var silent = new LiveFeed<List<ImportRun>>(List.of());
        var way = new ImportWay(command, progress, new ImportWay.Watch(ledger, silent, CLOCK));
        try (Quarantine.Cell cell = quarantine.cell(way.id())) {
            var entry =
                    new Entry(
                            command,
                            cell,
                            way,
                            new Entry.Guard(trust.get(), workers, Failpoint.NONE));
            return Passage.unlessBroken(source, () -> transit.look(entry));
        } catch (IOException e) {
            return Outcome.refused(Passage.unreadable(source, e));
        }
    }
}
