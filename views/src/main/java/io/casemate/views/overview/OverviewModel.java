package io.casemate.views.overview;

import io.casemate.engine.attention.AttentionItem;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.Host;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.ledger.LedgerHead;
import io.casemate.engine.models.Registry;
import io.casemate.engine.telemetry.LatencyView;
import io.casemate.engine.telemetry.SeriesId;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Rooms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What the overview shows. Confined to the FX thread.
final class OverviewModel {
    private static final int ACTIVITIES = 8;

    final ObjectProperty<List<Host>> hosts = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<List<Deployment>> deployments = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<List<AttentionItem>> attention = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<Registry> registry = new SimpleObjectProperty<>(new Registry(List.of()));
    final ObjectProperty<List<LedgerEntry>> activity = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<FleetFigures> figures;
    final ObjectProperty<Instant> now;
    final LiveRows<ServingRow> rows = new LiveRows<>(row -> row.deployment().id());
    final Commands commands;

    private final Desk desk;
    private Map<SeriesId, LatencyView> latencies = Map.of();

    OverviewModel(Desk desk) {
        this.desk = desk;
        commands = new Commands(desk.threads());
        now = new SimpleObjectProperty<>(desk.now().latest());
        figures = new SimpleObjectProperty<>(FleetFigures.of(List.of(), now.get()));
    }

    void observe(Subscriptions subscriptions) {
        Rooms rooms = desk.rooms();
        Executor ui = desk.threads().ui();
        subscriptions.add(Latest.of(desk.now(), ui, this::tick));
        subscriptions.add(Latest.of(rooms.fleet().hosts(), ui, hosts::set));
        subscriptions.add(Latest.of(rooms.models().registry(), ui, registry::set));
        subscriptions.add(Latest.of(rooms.attention().items(), ui, attention::set));
        subscriptions.add(Latest.of(rooms.deployments().all(), ui, this::show));
        subscriptions.add(Latest.of(rooms.latencies().live(), ui, this::show));
        subscriptions.add(Latest.of(rooms.ledger().head(), ui, this::readActivity));
    }

    private void tick(Instant time) {
        now.set(time);
        derive();
    }

    private void show(List<Deployment> snapshot) {
        deployments.set(snapshot);
        derive();
    }

    private void show(Map<SeriesId, LatencyView> snapshot) {
        latencies = snapshot;
        derive();
    }

    private void derive() {
        List<ServingRow> serving =
                deployments.get().stream()
                        .map(deployment -> new ServingRow(deployment, latencyOf(deployment)))
                        .toList();
        rows.show(serving);
        figures.set(FleetFigures.of(serving, now.get()));
    }

    private Optional<LatencyView> latencyOf(Deployment deployment) {
        return Optional.ofNullable(latencies.get(new SeriesId(deployment.id().text())));
    }

    private void readActivity(LedgerHead head) {
        long from = Math.max(0, head.size() - ACTIVITIES);
        commands.read(() -> desk.rooms().ledger().list(from, ACTIVITIES).reversed(), activity::set);
    }
}
