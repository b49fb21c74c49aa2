package io.casemate.views;

import io.casemate.engine.admission.AdmissionMatrix;
import io.casemate.engine.admission.Admissions;
import io.casemate.engine.admission.Admit;
import io.casemate.engine.admission.HostAdmission;
import io.casemate.engine.airlock.Airlock;
import io.casemate.engine.airlock.ImportId;
import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.airlock.ImportRun;
import io.casemate.engine.airlock.Inspection;
import io.casemate.engine.airlock.InterruptedCopy;
import io.casemate.engine.airlock.QuarantinedItem;
import io.casemate.engine.attention.AttentionItem;
import io.casemate.engine.bench.LoadPlan;
import io.casemate.engine.bench.LoadReport;
import io.casemate.engine.bom.Boms;
import io.casemate.engine.capture.Capture;
import io.casemate.engine.capture.CaptureCommand;
import io.casemate.engine.capture.Captures;
import io.casemate.engine.deploy.DeployCommand;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.deploy.DeploymentDesired;
import io.casemate.engine.deploy.Deployments;
import io.casemate.engine.export.ExportRevision;
import io.casemate.engine.export.Exported;
import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.FleetEngine;
import io.casemate.engine.fleet.Host;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.fleet.Order;
import io.casemate.engine.fleet.Placement;
import io.casemate.engine.fleet.RuntimeVersion;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.lineage.LedgerLineages;
import io.casemate.engine.lineage.LedgerMoments;
import io.casemate.engine.models.Admission;
import io.casemate.engine.models.LiveCuration;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionAdmitted;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.operations.ModelRecords;
import io.casemate.engine.operations.Operations;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.problem.ReportedCode;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.MeasureLayers;
import io.casemate.engine.quantize.PublishAttempt;
import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.Searches;
import io.casemate.engine.quantize.search.SearchId;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchRecord;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchWatcher;
import io.casemate.engine.signing.Trust;
import io.casemate.engine.signing.TrustCommand;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tasks.Task;
import io.casemate.engine.tasks.TaskId;
import io.casemate.engine.tasks.Tasks;
import io.casemate.engine.telemetry.Latencies;
import io.casemate.engine.telemetry.LatencyView;
import io.casemate.engine.telemetry.Second;
import io.casemate.engine.telemetry.SeriesId;
import io.casemate.engine.tuning.PlacementPlan;
import io.casemate.engine.tuning.PlacementProof;
import io.casemate.engine.tuning.TunePlan;
import io.casemate.engine.tuning.TuneWatcher;
import io.casemate.engine.tuning.TuningProfile;
import io.casemate.views.shell.Rooms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// Rooms whose snapshots a test sets. Commands are noted and refused with one problem.
public final class FakeRooms {
    public static final Problem REFUSAL =
            new Problem(
                    new ReportedCode("FAKE-001", ProblemCode.Kind.REQUEST),
                    "The model was not let in.",
                    "The file ends after 812 of 4,096 bytes.",
                    "Copy the file again and compare its digest with the source.");

    public final LiveFeed<List<Host>> hosts = new LiveFeed<>(List.of());
    public final LiveFeed<List<Placement>> placements = new LiveFeed<>(List.of());
    public final LiveFeed<Registry> registry = new LiveFeed<>(new Registry(List.of()));
    public final LiveFeed<List<Deployment>> deployments = new LiveFeed<>(List.of());
    public final LiveFeed<List<Capture>> captures = new LiveFeed<>(List.of());
    public final LiveFeed<Map<SeriesId, LatencyView>> latencies = new LiveFeed<>(Map.of());
    public final LiveFeed<TrustStore> trust = new LiveFeed<>(TrustStore.STANDARD);
    public final LiveFeed<List<Task>> tasks = new LiveFeed<>(List.of());
    public final LiveFeed<List<ImportRun>> imports = new LiveFeed<>(List.of());
    public final LiveFeed<List<QuarantinedItem>> quarantined = new LiveFeed<>(List.of());
    public final LiveFeed<List<InterruptedCopy>> interrupted = new LiveFeed<>(List.of());
    public final LiveFeed<List<SearchRecord>> searches = new LiveFeed<>(List.of());
    public final LiveFeed<List<AttentionItem>> attention = new LiveFeed<>(List.of());
    public final LiveFeed<AdmissionMatrix> admissions = new LiveFeed<>(AdmissionMatrix.EMPTY);
    public final FakeTunings tunings = new FakeTunings(this::noted);
    public final FakeLedger ledger = new FakeLedger();
    public final List<Object> commands = new ArrayList<>();

    /// What a search finds; nothing: it is refused.
    public Optional<SearchResult> searched = Optional.empty();

    /// What measuring layers finds; nothing: it is refused.
    public Optional<LayerRanking> layers = Optional.empty();

    /// Where the bytes of revisions are; others have none.
    public final Map<RevisionId, Path> modelFiles = new ConcurrentHashMap<>();

    /// Importing, quantizing and exporting wait for it.
    public volatile CountDownLatch held = new CountDownLatch(0);

    public Rooms rooms() {
        return new Rooms(
                new FakeFleet(),
                new FakeModels(),
                new FakeDeployments(),
                new FakeCaptures(),
                new FakeLatencies(),
                ledger,
                new FakeTasks(),
                () -> attention,
                new FakeOperations(),
                new FakeTrust(),
                records(),
                tunings);
    }

    /// Decisions and replays over the fake ledger.
    private ModelRecords records() {
        var models = new FakeModels();
        return new ModelRecords(
                new LiveCuration(
                        models,
                        ledger,
                        (_, decision) -> decision.apply(List.of()),
                        () -> "operator"),
                new LedgerLineages(ledger),
                new LedgerMoments(ledger),
                new Boms(models),
                new FakeAdmissions());
    }

    /// Writes into the ledger that `revision` was admitted, and then was to serve as `deployment`.
    public void record(Revision revision, DeploymentId deployment, int replicas) {
        ledger.append(Draft.of(new RevisionAdmitted(revision), revision.id().toString()));
        ledger.append(
                Draft.of(
                        new DeploymentDesired(
                                deployment,
                                revision.model(),
                                revision.id(),
                                replicas,
                                HostId.THIS_MACHINE,
                                Optional.empty()),
                        deployment.text()));
    }

    private <T> Outcome<T> noted(Object command) {
        commands.add(command);
        return Outcome.refused(REFUSAL);
    }

    private final class FakeAdmissions implements Admissions {
        @Override
        public Feed<AdmissionMatrix> matrix() {
            return admissions;
        }

        @Override
        public HostClass here() {
            return HostClass.of(hosts.latest().getFirst().hardware(), RuntimeVersion.SHIPPED);
        }

        @Override
        public Outcome<HostAdmission> execute(Admit command, Progress progress) {
            return noted(command);
        }

        @Override
        public Outcome<Revision> admitted(Revision revision, Progress progress) {
            return noted(revision);
        }
    }

    private final class FakeFleet implements FleetEngine {
        @Override
        public void start() {}

        @Override
        public Feed<List<Host>> hosts() {
            return hosts;
        }

        @Override
        public Feed<List<Placement>> placements() {
            return placements;
        }

        @Override
        public Outcome<Placement> place(Order order, Progress progress) {
            return noted(order);
        }

        @Override
        public void restore(Order order) {
            commands.add(order);
        }

        @Override
        public Outcome<Placement> withdraw(DeploymentId deployment) {
            return noted(deployment);
        }

        @Override
        public void close() {}
    }

    private final class FakeModels implements Models {
        @Override
        public Feed<Registry> registry() {
            return registry;
        }

        @Override
        public Outcome<Revision> resolve(String reference) {
            return noted(reference);
        }

        @Override
        public Outcome<Revision> admit(Admission admission) {
            return noted(admission);
        }

        @Override
        public Path modelFile(RevisionId id) {
            return modelFiles.getOrDefault(id, Path.of("/models", id.digest().hex(), "model.onnx"));
        }

        @Override
        public Optional<Path> goldenFolder(RevisionId id) {
            return Optional.empty();
        }
    }

    private final class FakeDeployments implements Deployments {
        @Override
        public Feed<List<Deployment>> all() {
            return deployments;
        }

        @Override
        public Outcome<Deployment> execute(DeployCommand command, Progress progress) {
            return noted(command);
        }
    }

    private final class FakeCaptures implements Captures {
        @Override
        public Feed<List<Capture>> all() {
            return captures;
        }

        @Override
        public Outcome<Capture> execute(CaptureCommand command) {
            return noted(command);
        }
    }

    private final class FakeLatencies implements Latencies {
        @Override
        public Feed<Map<SeriesId, LatencyView>> live() {
            return latencies;
        }

        @Override
        public void record(Second second) {
            commands.add(second);
        }

        @Override
        public void forget(SeriesId series) {
            commands.add(series);
        }
    }

    private final class FakeTrust implements Trust {
        @Override
        public Feed<TrustStore> store() {
            return trust;
        }

        @Override
        public Outcome<TrustStore> execute(TrustCommand command) {
            return noted(command);
        }
    }

    private final class FakeTasks implements Tasks {
        @Override
        public Feed<List<Task>> all() {
            return tasks;
        }

        @Override
        public <T> Outcome<T> run(String kind, String title, Progress watcher, Action<T> action) {
            return noted(title);
        }

        @Override
        public void cancel(TaskId id) {
            commands.add(id);
        }
    }

    private final class FakeAirlock implements Airlock {
        @Override
        public Feed<List<ImportRun>> runs() {
            return imports;
        }

        @Override
        public Feed<List<QuarantinedItem>> quarantined() {
            return quarantined;
        }

        @Override
        public Feed<List<InterruptedCopy>> interrupted() {
            return interrupted;
        }

        @Override
        public Outcome<InterruptedCopy> discard(ImportId id) {
            return noted(id);
        }

        @Override
        public Outcome<QuarantinedItem> purge(ImportId id) {
            return noted(id);
        }

        @Override
        public Outcome<Revision> override(ImportId id) {
            return noted(id);
        }
    }

    private final class FakeSearches implements Searches {
        @Override
        public Feed<List<SearchRecord>> all() {
            return searches;
        }

        @Override
        public Outcome<SearchRecord> find(String id) {
            return noted(id);
        }

        @Override
        public Outcome<SearchRecord> discard(SearchId id) {
            commands.add(id);
            List<SearchRecord> gone =
                    searches.latest().stream().filter(one -> one.id().equals(id)).toList();
            searches.update(all -> all.stream().filter(one -> !gone.contains(one)).toList());
            return Outcome.done(gone.getFirst());
        }
    }

    private final class FakeOperations implements Operations {
        @Override
        public Airlock airlock() {
            return new FakeAirlock();
        }

        @Override
        public Outcome<Revision> importModel(ImportModel command, Progress watcher) {
            Outcome<Revision> outcome = noted(command);
            awaitRelease();
            return outcome;
        }

        @Override
        public Outcome<Inspection> inspect(Path source, Progress watcher) {
            return noted(source);
        }

        @Override
        public Outcome<Exported> export(ExportRevision command, Progress watcher) {
            watcher.report("Writing, 1.2 GiB of 3.4 GiB", 0.35);
            awaitRelease();
            return noted(command);
        }

        @Override
        public Outcome<Revision> quantize(Quantize command, Progress watcher) {
            watcher.report("Comparing 312 of 500 golden samples", 0.62);
            awaitRelease();
            return noted(command);
        }

        private void awaitRelease() {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public Outcome<SearchResult> optimize(
                SearchPlan plan, SearchWatcher onlooker, Progress watcher) {
            searched.ifPresent(result -> onlooker.show(result.state()));
            return searched.map(Outcome::done).orElseGet(() -> noted(plan));
        }

        @Override
        public Outcome<SearchResult> resume(SearchId id, SearchWatcher onlooker, Progress watcher) {
            commands.add(id);
            searched.ifPresent(result -> onlooker.show(result.state()));
            return searched.map(Outcome::done).orElseGet(() -> Outcome.refused(REFUSAL));
        }

        @Override
        public Outcome<Revision> publish(PublishAttempt command, Progress watcher) {
            return noted(command);
        }

        @Override
        public Outcome<HostAdmission> admit(Admit command, Progress watcher) {
            watcher.report("Comparing 312 of 500 golden samples", 0.62);
            awaitRelease();
            return noted(command);
        }

        @Override
        public Outcome<LayerRanking> measureLayers(MeasureLayers command, Progress watcher) {
            commands.add(command);
            return layers.map(Outcome::done).orElseGet(() -> Outcome.refused(REFUSAL));
        }

        @Override
        public Searches searches() {
            return new FakeSearches();
        }

        @Override
        public Outcome<Deployment> deploy(DeployCommand command, Progress watcher) {
            return noted(command);
        }

        @Override
        public Outcome<Capture> capture(CaptureCommand command) {
            return noted(command);
        }

        @Override
        public Outcome<TuningProfile> tune(TunePlan plan, TuneWatcher onlooker, Progress watcher) {
            watcher.report("trying threads 1 (1 of at most 14)", 0.08);
            awaitRelease();
            return tunings.tune(plan, onlooker, watcher);
        }

        @Override
        public Outcome<PlacementProof> placement(PlacementPlan plan, Progress watcher) {
            return tunings.placement(plan, watcher);
        }

        @Override
        public Outcome<LoadReport> loadTest(LoadPlan plan, Progress watcher) {
            return noted(plan);
        }
    }
}
