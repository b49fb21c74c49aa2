package io.casemate.views.deployments;

import io.casemate.engine.admission.AdmissionMatrix;
import io.casemate.engine.admission.HostAdmission;
import io.casemate.engine.bench.LoadPlan;
import io.casemate.engine.bench.LoadReport;
import io.casemate.engine.capture.Capture;
import io.casemate.engine.capture.CaptureCommand;
import io.casemate.engine.deploy.DeployCommand;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.Stage;
import io.casemate.engine.telemetry.LatencyView;
import io.casemate.engine.telemetry.SeriesId;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the deployments screen shows and does. Confined to the FX thread.
final class DeploymentsViewModel {
    private final Desk desk;
    private final Commands commands;
    private final Commands loading;
    private final Commands capturing;
    private final LiveRows<ServingRow> rows = new LiveRows<>(row -> row.deployment().id());
    private final ObservableList<Revision> servable = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable LoadReport> report =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<AdmissionMatrix> admissions =
            new ReadOnlyObjectWrapper<>(AdmissionMatrix.EMPTY);
    private List<Deployment> deployments = List.of();
    private List<Capture> captures = List.of();
    private Map<SeriesId, LatencyView> latencies = Map.of();

    DeploymentsViewModel(Desk desk) {
        this.desk = desk;
        commands = new Commands(desk.threads());
        loading = new Commands(desk.threads());
        capturing = new Commands(desk.threads());
    }

    void observe(Subscriptions held) {
        var ui = desk.threads().ui();
        held.add(Latest.of(desk.rooms().models().registry(), ui, this::showRegistry));
        held.add(Latest.of(desk.rooms().records().admissions().matrix(), ui, admissions::set));
        held.add(
                Latest.of(
                        desk.rooms().deployments().all(),
                        ui,
                        newest -> {
                            deployments = newest;
                            showRows();
                        }));
        held.add(
                Latest.of(
                        desk.rooms().captures().all(),
                        ui,
                        newest -> {
                            captures = newest;
                            showRows();
                        }));
        held.add(
                Latest.of(
                        desk.rooms().latencies().live(),
                        ui,
                        newest -> {
                            latencies = newest;
                            showRows();
                        }));
    }

    private void showRegistry(Registry registry) {
        List<Revision> newest =
                registry.revisions().stream()
                        .filter(revision ->
                                revision.stage() == Stage.APPROVED
                                        || registry.policy()
                                                .edge(revision.stage(), Stage.SERVING)
                                                .isPresent())
                        .filter(revision -> !registry.missing().contains(revision.id()))
                        .toList();
        if (!newest.equals(servable)) {
            servable.setAll(newest);
        }
    }

    /// {@return the revision `id` if it may be served}
    Optional<Revision> servable(RevisionId id) {
        showRegistry(desk.rooms().models().registry().latest());
        return servable.stream().filter(revision -> revision.id().equals(id)).findFirst();
    }

    /// {@return what the gate found of `revision` on this machine's class of hosts; empty where it
    /// was not run, and while the machine is being probed}
    Optional<HostAdmission> admitted(Revision revision) {
        return HostClass.of(HostId.THIS_MACHINE, desk.rooms().fleet().hosts().latest())
                .flatMap(here -> admissions.get().find(revision.id(), here));
    }

    private void showRows() {
        rows.show(
                deployments.stream()
                        .map(deployment ->
                                new ServingRow(
                                        deployment,
                                        Optional.ofNullable(
                                                latencies.get(
                                                        new SeriesId(deployment.id().text()))),
                                        captures.stream()
                                                .filter(one -> isOf(one, deployment))
                                                .findFirst()))
                        .toList());
    }

    private static boolean isOf(Capture capture, Deployment deployment) {
        return capture.started().deployment().equals(deployment.id());
    }

    /// {@return the capture of `deployment` that runs}
    Optional<Capture> running(Deployment deployment) {
        return captures.stream()
                .filter(Capture::isRunning)
                .filter(capture -> isOf(capture, deployment))
                .findFirst();
    }

    /// How many requests are kept: at most `samples`, each `every`-th.
    record Amount(int samples, int every) {}

    void capture(Deployment deployment, String consent, Amount amount, Runnable whenRunning) {
        var command =
                new CaptureCommand.Start(
                        deployment.id(),
                        consent,
                        new CaptureCommand.Amount(
                                amount.samples(), amount.every(), CaptureCommand.STANDARD_BYTES),
                        Optional.empty());
        capture(command, whenRunning);
    }

    void stopCapture(Deployment deployment, Runnable whenStopped) {
        capture(new CaptureCommand.Stop(deployment.id()), whenStopped);
    }

    private void capture(CaptureCommand command, Runnable whenDone) {
        capturing.run(() -> desk.rooms().operations().capture(command), _ -> whenDone.run());
    }

    /// {@return whether `name` may be the name of a deployment}
    boolean isName(String name) {
        return DeploymentId.isValid(name);
    }

    /// {@return a name for a deployment of `revision` that is not taken}
    String freeName(Revision revision) {
        String base = revision.model().text();
        String name = base;
        for (int number = 2; isTaken(name); number++) {
            name = base + "-" + number;
        }
        return name;
    }

    private boolean isTaken(String name) {
        return deployments.stream().anyMatch(one -> one.id().text().equals(name));
    }

    void deploy(Revision revision, String name, int replicas, Runnable whenServing) {
        var command = new DeployCommand.Deploy(new DeploymentId(name), revision.id(), replicas);
        commands.follow(
                progress -> desk.rooms().operations().deploy(command, progress),
                _ -> whenServing.run());
    }

    void undeploy(Deployment deployment, Runnable whenGone) {
        var command = new DeployCommand.Undeploy(deployment.id());
        commands.follow(
                progress -> desk.rooms().operations().deploy(command, progress),
                _ -> whenGone.run());
    }

    /// Sends test load to `deployment`, which must serve.
    void load(Deployment deployment, int seconds, int clients) {
        URI base = deployment.endpoint().orElseThrow();
        var plan =
                new LoadPlan(
                        base,
                        deployment.id().text(),
                        Duration.ofSeconds(seconds),
                        clients,
                        desk.rooms().models().goldenFolder(deployment.revision()));
        report.set(null);
        loading.follow(progress -> desk.rooms().operations().loadTest(plan, progress), report::set);
    }

    ReadOnlyObjectProperty<AdmissionMatrix> admissionsProperty() {
        return admissions.getReadOnlyProperty();
    }

    ObservableList<LiveRow<ServingRow>> rows() {
        return rows.list();
    }

    /// {@return the revisions that may be served, newest first}
    ObservableList<Revision> servable() {
        return FXCollections.unmodifiableObservableList(servable);
    }

    /// {@return what the last load brought; null before that, and while one runs}
    ReadOnlyObjectProperty<@Nullable LoadReport> reportProperty() {
        return report.getReadOnlyProperty();
    }

    void forgetReport() {
        if (!loading.busyProperty().get()) {
            report.set(null);
            loading.dismiss();
        }
    }

    Commands commands() {
        return commands;
    }

    Commands loading() {
        return loading;
    }

    Commands capturing() {
        return capturing;
    }
}
