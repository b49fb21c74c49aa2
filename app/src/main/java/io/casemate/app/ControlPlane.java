package io.casemate.app;

import io.casemate.app.cli.Versions;
import io.casemate.app.control.ControlServer;
import io.casemate.app.control.DataFolder;
import io.casemate.app.control.EngineRooms;
import io.casemate.app.control.EngineVerbs;
import io.casemate.app.control.Ownership;
import io.casemate.app.control.Verbs;
import io.casemate.engine.admission.Admissions;
import io.casemate.engine.admission.AdmittingQuantizations;
import io.casemate.engine.admission.LiveAdmissions;
import io.casemate.engine.airlock.LiveImports;
import io.casemate.engine.attention.LiveAttention;
import io.casemate.engine.bench.HttpLoadTests;
import io.casemate.engine.bom.Boms;
import io.casemate.engine.capture.LiveCaptures;
import io.casemate.engine.deploy.LiveDeployments;
import io.casemate.engine.export.LiveExports;
import io.casemate.engine.fleet.EmbeddedFleet;
import io.casemate.engine.fleet.EmbeddedFleetConfig;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.golden.GoldenSets;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerConfig;
import io.casemate.engine.ledger.Ledgers;
import io.casemate.engine.lifecycle.OpenRooms;
import io.casemate.engine.lineage.LedgerLineages;
import io.casemate.engine.lineage.LedgerMoments;
import io.casemate.engine.models.Curation;
import io.casemate.engine.models.LiveCuration;
import io.casemate.engine.models.LiveModels;
import io.casemate.engine.models.Models;
import io.casemate.engine.operations.LiveOperations;
import io.casemate.engine.operations.ModelRecords;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.LiveGateRuns;
import io.casemate.engine.quantize.LiveQuantizations;
import io.casemate.engine.quantize.LiveSearches;
import io.casemate.engine.signing.LiveSignatures;
import io.casemate.engine.signing.LiveTrust;
import io.casemate.engine.tasks.LiveTasks;
import io.casemate.engine.telemetry.LiveLatencies;
import io.casemate.engine.tuning.LiveTunings;
import io.casemate.engine.worker.JavaCommand;
import io.casemate.engine.worker.JavaWorkers;
import io.casemate.engine.worker.JobFolders;
import io.casemate.engine.worker.NativeLibraries;
import io.casemate.views.shell.Rooms;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;

/// The whole engine of one data folder, opened in the order of its floors and closed in reverse.
final class ControlPlane implements AutoCloseable {
    private final OpenRooms open;
    private final Rooms rooms;
    private final Verbs verbs;

    private ControlPlane(OpenRooms open, Rooms rooms, Verbs verbs) {
        this.open = open;
        this.rooms = rooms;
        this.verbs = verbs;
    }

    /// How a control plane is opened.
    ///
    /// @param verb what this process was started as
    /// @param serves whether it stays and runs the local agent
    record Purpose(String verb, boolean serves) {}

    /// Takes the data folder and opens everything in it.
    static Outcome<ControlPlane> open(DataFolder folder, Purpose purpose) {
        return Ownership.take(folder, purpose.verb(), Clock.systemUTC())
                .then(ownership -> open(ownership, purpose));
    }

    private static Outcome<ControlPlane> open(Ownership ownership, Purpose purpose) {
        var open = new OpenRooms();
        open.opened(ownership);
        try {
            return Outcome.done(wire(ownership, purpose, open));
        } catch (EngineException e) {
            open.close();
            return Outcome.refused(e.problem());
        } catch (IOException e) {
            open.close();
            return Outcome.refused(unusable(ownership.folder(), e));
        }
    }

    private static Problem unusable(DataFolder folder, IOException e) {
        return AppProblem.DATA_FOLDER.because(
                "The data folder %s was not opened.".formatted(folder.root()),
                e.toString(),
                "Check its permissions and free space, or name another with --data.");
    }

    private static ControlPlane wire(Ownership ownership, Purpose purpose, OpenRooms open)
            throws IOException {
        DataFolder folder = ownership.folder();
        Clock clock = Clock.systemUTC();
        if (purpose.serves()) {
            Logs.toFiles(folder.logs());
        }
        Ledger ledger =
                open.opened(
                        Ledgers.open(
                                new LedgerConfig(
                                        folder.ledger(),
                                        folder.database(),
                                        folder.keys(),
                                        clock,
                                        ControlPlane::actor)));
        LiveModels models = new LiveModels(folder.store(), folder.golden(), ledger, clock);
        var trust = new LiveTrust(ledger);
        var tasks = new LiveTasks(clock);
        NativeLibraries.unpack(folder.natives());
        var java = new JavaCommand(Main.class.getName(), folder.natives());
        var workers = new JavaWorkers(java, folder.cache());
        LiveImports imports =
                LiveImports.open(
                        new LiveImports.Rooms(ledger, models, workers, trust.store()::latest),
                        folder.quarantine());
        var jobs = JobFolders.open(folder.jobs());
        var admissions =
                new LiveAdmissions(
                        ledger, models, new LiveGateRuns(models, workers, jobs), HostClass::here);
        var searches = LiveSearches.open(folder.searches(), Versions.PRODUCT, clock);
        var quantizations =
                new AdmittingQuantizations(
                        new LiveQuantizations(models, workers, jobs, searches), models, admissions);
        var tunings =
                new LiveTunings(
                        new LiveTunings.Rooms(ledger, models, workers, jobs), admissions::here);
        LiveLatencies latencies = open.opened(new LiveLatencies(clock));
        EmbeddedFleet fleet = open.opened(new EmbeddedFleet(agent(folder, java), latencies));
        LiveDeployments deployments =
                open.opened(
                        new LiveDeployments(
                                ledger,
                                models,
                                fleet,
                                new LiveDeployments.Conditions(admissions, tunings)));
        LiveCaptures captures =
                open.opened(
                        new LiveCaptures(
                                new LiveCaptures.Sources(ledger, deployments, fleet),
                                folder.captures(),
                                clock));
        var loadTests = new HttpLoadTests(GoldenSets::open);
        LiveAttention attention =
                open.opened(
                        new LiveAttention(
                                new LiveAttention.Sources(
                                        fleet,
                                        deployments,
                                        latencies,
                                        models,
                                        admissions.matrix(),
                                        ledger,
                                        folder.root())));
        var records = records(ledger, models, deployments.uses(), admissions);
        var signatures = new LiveSignatures(folder.signatures(), ledger);
        var exports = new LiveExports(models, records.boms(), signatures, ledger);
        var operations =
                new LiveOperations(
                        tasks,
                        new LiveOperations.Gates(imports, exports),
                        quantizations,
                        new LiveOperations.Serving(
                                deployments, admissions, tunings, loadTests, captures));
        var verbs =
                new EngineVerbs(
                        new EngineRooms(
                                purpose.serves(),
                                fleet,
                                models,
                                deployments,
                                captures,
                                latencies,
                                ledger,
                                attention,
                                operations,
                                trust,
                                signatures,
                                records,
                                tunings));
        if (purpose.serves()) {
            fleet.start();
            deployments.restore();
        }
        open.opened(ControlServer.open(ownership, verbs));
        var rooms =
                new Rooms(
                        fleet,
                        models,
                        deployments,
                        captures,
                        latencies,
                        ledger,
                        tasks,
                        attention,
                        operations,
                        trust,
                        records,
                        tunings);
        return new ControlPlane(open, rooms, verbs);
    }

    private static String actor() {
        return System.getProperty("user.name");
    }

    private static ModelRecords records(
            Ledger ledger, Models models, Curation.Uses uses, Admissions admissions) {
        return new ModelRecords(
                new LiveCuration(models, ledger, uses, ControlPlane::actor),
                new LedgerLineages(ledger),
                new LedgerMoments(ledger),
                new Boms(models),
                admissions);
    }

    private static EmbeddedFleetConfig agent(DataFolder folder, JavaCommand java)
            throws IOException {
        Files.createDirectories(folder.agent());
        return EmbeddedFleetConfig.of(
                java, List.of("--data", folder.root().toString()), folder.agent());
    }

    Rooms rooms() {
        return rooms;
    }

    Verbs verbs() {
        return verbs;
    }

    @Override
    public void close() {
        open.close();
    }
}
