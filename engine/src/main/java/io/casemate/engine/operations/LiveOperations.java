package io.casemate.engine.operations;

import io.casemate.engine.admission.Admissions;
import io.casemate.engine.admission.Admit;
import io.casemate.engine.admission.HostAdmission;
import io.casemate.engine.airlock.Airlock;
import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.airlock.Imports;
import io.casemate.engine.airlock.Inspection;
import io.casemate.engine.bench.LoadPlan;
import io.casemate.engine.bench.LoadReport;
import io.casemate.engine.bench.LoadTests;
import io.casemate.engine.capture.Capture;
import io.casemate.engine.capture.CaptureCommand;
import io.casemate.engine.capture.Captures;
import io.casemate.engine.deploy.DeployCommand;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.deploy.Deployments;
import io.casemate.engine.export.ExportRevision;
import io.casemate.engine.export.Exported;
import io.casemate.engine.export.Exports;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.MeasureLayers;
import io.casemate.engine.quantize.PublishAttempt;
import io.casemate.engine.quantize.Quantizations;
import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.Searches;
import io.casemate.engine.quantize.search.SearchId;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchWatcher;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tasks.Tasks;
import io.casemate.engine.tuning.PlacementPlan;
import io.casemate.engine.tuning.PlacementProof;
import io.casemate.engine.tuning.TunePlan;
import io.casemate.engine.tuning.TuneWatcher;
import io.casemate.engine.tuning.TuningProfile;
import io.casemate.engine.tuning.Tunings;
import java.nio.file.Path;

/// The operations, each run as a task.
public final class LiveOperations implements Operations {
    private final Tasks tasks;
    private final Gates gates;
    private final Quantizations quantizations;
    private final Serving serving;

    public LiveOperations(Tasks tasks, Gates gates, Quantizations quantizations, Serving serving) {
        this.tasks = tasks;
        this.gates = gates;
        this.quantizations = quantizations;
        this.serving = serving;
    }

    /// The way in and the way out.
    public record Gates(Imports imports, Exports exports) {}

    /// What serves models, what lets them, how they run best, what puts load on them, and what
    /// keeps requests.
    public record Serving(
            Deployments deployments,
            Admissions admissions,
            Tunings tunings,
            LoadTests loadTests,
            Captures captures) {}

    @Override
    public Outcome<Revision> importModel(ImportModel command, Progress watcher) {
        return tasks.run(
                "import",
                "Import " + nameOf(command.source()),
                watcher,
                progress -> gates.imports().execute(command, progress));
    }

    @Override
    public Outcome<Inspection> inspect(Path source, Progress watcher) {
        return tasks.run(
                "inspect",
                "Inspect " + nameOf(source),
                watcher,
                progress -> gates.imports().inspect(source, progress));
    }

    @Override
    public Airlock airlock() {
        return gates.imports();
    }

    @Override
    public Outcome<Exported> export(ExportRevision command, Progress watcher) {
        return tasks.run(
                "export",
                "Export %s to %s"
                        .formatted(
                                command.revision().digest().abbreviated(),
                                nameOf(command.target())),
                watcher,
                progress -> gates.exports().execute(command, progress));
    }

    @Override
    public Outcome<Revision> quantize(Quantize command, Progress watcher) {
        return tasks.run(
                "quantize",
                "Quantize %s with %s"
                        .formatted(command.parent().digest().abbreviated(), command.recipe().id()),
                watcher,
                progress -> quantizations.execute(command, progress));
    }

    @Override
    public Outcome<SearchResult> optimize(
            SearchPlan plan, SearchWatcher onlooker, Progress watcher) {
        return tasks.run(
                "optimize",
                "Optimize %s for %s"
                        .formatted(plan.parent().digest().abbreviated(), plan.goal().id()),
                watcher,
                progress -> quantizations.search(plan, onlooker, progress));
    }

    @Override
    public Outcome<SearchResult> resume(SearchId id, SearchWatcher onlooker, Progress watcher) {
        return tasks.run(
                "optimize",
                "Go on with search " + id,
                watcher,
                progress -> quantizations.resume(id, onlooker, progress));
    }

    @Override
    public Outcome<Revision> publish(PublishAttempt command, Progress watcher) {
        return tasks.run(
                "quantize",
                "Publish %s of search %s".formatted(command.choice(), command.search()),
                watcher,
                progress -> quantizations.publish(command, progress));
    }

    @Override
    public Outcome<LayerRanking> measureLayers(MeasureLayers command, Progress watcher) {
        return tasks.run(
                "layers",
                "Measure the layers of " + command.parent().digest().abbreviated(),
                watcher,
                progress -> quantizations.measureLayers(command, progress));
    }

    @Override
    public Searches searches() {
        return quantizations.searches();
    }

    @Override
    public Outcome<HostAdmission> admit(Admit command, Progress watcher) {
        return tasks.run(
                "admit",
                "Run the gate of " + command.variant().digest().abbreviated(),
                watcher,
                progress -> serving.admissions().execute(command, progress));
    }

    @Override
    public Outcome<Deployment> deploy(DeployCommand command, Progress watcher) {
        return switch (command) {
            case DeployCommand.Deploy _ ->
                    run("deploy", "Deploy " + command.target(), command, watcher);
            case DeployCommand.Undeploy _ ->
                    run("undeploy", "Undeploy " + command.target(), command, watcher);
        };
    }

    private Outcome<Deployment> run(
            String kind, String title, DeployCommand command, Progress watcher) {
        return tasks.run(
                kind, title, watcher, progress -> serving.deployments().execute(command, progress));
    }

    @Override
    public Outcome<Capture> capture(CaptureCommand command) {
        return tasks.run(
                "capture",
                switch (command) {
                    case CaptureCommand.Start start -> "Start to capture " + start.deployment();
                    case CaptureCommand.Stop stop -> "Stop to capture " + stop.deployment();
                    case CaptureCommand.Delete(var id) -> "Delete the capture " + id;
                },
                Progress.NONE,
                _ -> serving.captures().execute(command));
    }

    @Override
    public Outcome<LoadReport> loadTest(LoadPlan plan, Progress watcher) {
        return tasks.run(
                "bench",
                "Load on " + plan.model(),
                watcher,
                progress -> serving.loadTests().run(plan, progress));
    }

    @Override
    public Outcome<TuningProfile> tune(TunePlan plan, TuneWatcher onlooker, Progress watcher) {
        return tasks.run(
                "tune",
                "Tune %s for %s"
                        .formatted(plan.revision().digest().abbreviated(), plan.goal().id()),
                watcher,
                progress -> serving.tunings().tune(plan, onlooker, progress));
    }

    @Override
    public Outcome<PlacementProof> placement(PlacementPlan plan, Progress watcher) {
        return tasks.run(
                "placement",
                "Placement of " + plan.revision().digest().abbreviated(),
                watcher,
                progress -> serving.tunings().placement(plan, progress));
    }

    private static String nameOf(Path source) {
        Path name = source.getFileName();
        return name == null ? source.toString() : name.toString();
    }
}
