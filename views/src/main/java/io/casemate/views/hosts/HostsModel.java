package io.casemate.views.hosts;

import io.casemate.engine.fleet.Host;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.fleet.Placement;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What the hosts screen shows. Confined to the FX thread.
final class HostsModel {
    final LiveRows<Host> hosts = new LiveRows<>(Host::id);
    final LiveRows<Placement> placements =
            new LiveRows<>(placement -> placement.order().deployment());
    final ObjectProperty<Optional<Host>> chosen = new SimpleObjectProperty<>(Optional.empty());
    final ObjectProperty<Instant> now;

    private final Desk desk;
    private List<Host> known = List.of();
    private List<Placement> placed = List.of();

    HostsModel(Desk desk) {
        this.desk = desk;
        now = new SimpleObjectProperty<>(desk.now().latest());
    }

    void observe(Subscriptions subscriptions) {
        Executor ui = desk.threads().ui();
        subscriptions.add(Latest.of(desk.now(), ui, now::set));
        subscriptions.add(Latest.of(desk.rooms().fleet().hosts(), ui, this::showHosts));
        subscriptions.add(Latest.of(desk.rooms().fleet().placements(), ui, this::showPlacements));
    }

    /// Shows `id` in detail.
    void choose(HostId id) {
        chosen.set(known.stream().filter(host -> host.id().equals(id)).findFirst());
        placements.show(placed.stream().filter(placement -> placement.host().equals(id)).toList());
    }

    private void showHosts(List<Host> snapshot) {
        known = snapshot;
        hosts.show(snapshot);
        Optional<HostId> kept =
                chosen.get()
                        .map(Host::id)
                        .filter(id -> snapshot.stream().anyMatch(host -> host.id().equals(id)));
        kept.or(() -> snapshot.stream().findFirst().map(Host::id))
                .ifPresentOrElse(this::choose, () -> chosen.set(Optional.empty()));
    }

    private void showPlacements(List<Placement> snapshot) {
        placed = snapshot;
        chosen.get().map(Host::id).ifPresent(this::choose);
    }
}
