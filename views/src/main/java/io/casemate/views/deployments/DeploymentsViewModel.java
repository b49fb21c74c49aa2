package io.casemate.views.deployments;

import io.casemate.engine.bench.LoadPlan;
import io.casemate.engine.bench.LoadReport;
import io.casemate.engine.deploy.DeployCommand;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.feed.Subscription;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.telemetry.LatencyView;
import io.casemate.engine.telemetry.SeriesId;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.LiveProgress;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the deployments screen shows and does. Confined to the FX thread.
final class DeploymentsViewModel {
    private static final LiveProgress.Step IDLE = new LiveProgress.Step("", LiveProgress.UNKNOWN);

    private final Desk desk;
    private final Commands commands;
    private final Commands loading;
    private final LiveRows<ServingRow> rows = new LiveRows<>(row -> row.deployment().id());
    private final ObservableList<Revision> servable = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<LiveProgress.Step> step = new ReadOnlyObjectWrapper<>(IDLE);
    private final ReadOnlyObjectWrapper<LiveProgress.Step> loadStep =
            new ReadOnlyObjectWrapper<>(IDLE);
    private final ReadOnlyObjectWrapper<@Nullable LoadReport> report =
            new ReadOnlyObjectWrapper<>();
    private List<Deployment> deployments = List.of();
    private Map<SeriesId, LatencyView> latencies = Map.of();

    DeploymentsViewModel(Desk desk) {
        this.desk = desk;
        commands = new Commands(desk.threads());
        loading = new Commands(desk.threads());
    }

    Subscription observe() {
        var all = new Subscriptions();
        var ui = desk.threads().ui();
        all.add(Latest.of(desk.rooms().models().registry(), ui, this::showRegistry));
        all.add(
                Latest.of(
                        desk.rooms().deployments().all(),
                        ui,
                        newest -> {
                            deployments = newest;
                            showRows();
                        }));
        all.add(
                Latest.of(
                        desk.rooms().latencies().live(),
                        ui,
                        newest -> {
                            latencies = newest;
                            showRows();
                        }));
        return all;
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

    private void showRows() {
        rows.show(
                deployments.stream()
                        .map(deployment ->
                                new ServingRow(
                                        deployment,
                                        Optional.ofNullable(
                                                latencies.get(
                                                        new SeriesId(deployment.id().text())))))
                        .toList());
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
        run(
                commands,
                step,
                progress -> () -> desk.rooms().operations().deploy(command, progress),
                _ -> whenServing.run());
    }

    void undeploy(Deployment deployment, Runnable whenGone) {
        var command = new DeployCommand.Undeploy(deployment.id());
        run(
                commands,
                step,
                progress -> () -> desk.rooms().operations().deploy(command, progress),
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
        run(
                loading,
                loadStep,
                progress -> () -> desk.rooms().operations().loadTest(plan, progress),
                report::set);
    }

    private <T> void run(
            Commands on,
            ReadOnlyObjectWrapper<LiveProgress.Step> shown,
            Function<Progress, Supplier<Outcome<T>>> command,
            Consumer<T> whenDone) {
        var progress = new LiveProgress();
        Subscription watching = Latest.of(progress.steps(), desk.threads().ui(), shown::set);
        var wanted = command.apply(progress);
        on.run(
                () -> {
                    try {
                        return wanted.get();
                    } finally {
                        watching.close();
                    }
                },
                whenDone);
    }

    ObservableList<LiveRow<ServingRow>> rows() {
        return rows.list();
    }

    /// {@return the revisions that may be served, newest first}
    ObservableList<Revision> servable() {
        return FXCollections.unmodifiableObservableList(servable);
    }

    ReadOnlyObjectProperty<LiveProgress.Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<LiveProgress.Step> loadStepProperty() {
        return loadStep.getReadOnlyProperty();
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
}
