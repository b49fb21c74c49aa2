package io.casemate.views.admissions;

import io.casemate.engine.admission.AdmissionMatrix;
import io.casemate.engine.admission.Admit;
import io.casemate.engine.fleet.Host;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.RevisionId;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What the admissions screen shows and does. Confined to the FX thread.
final class AdmissionsViewModel {
    private final Desk desk;
    private final Commands commands;
    private final LiveRows<MatrixRow> rows = new LiveRows<>(row -> row.variant().id());
    private final ObservableList<HostClass> classes = FXCollections.observableArrayList();

    /// Kept, since a view that nobody keeps stops telling its listeners.
    private final ObservableList<HostClass> classesView =
            FXCollections.unmodifiableObservableList(classes);

    private final ReadOnlyObjectWrapper<Optional<Cell>> chosen =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private Registry registry = new Registry(List.of());
    private AdmissionMatrix matrix = AdmissionMatrix.EMPTY;
    private Optional<HostClass> here = Optional.empty();

    AdmissionsViewModel(Desk desk) {
        this.desk = desk;
        commands = new Commands(desk.threads());
    }

    /// A place in the matrix, whether or not anything is known there.
    record Place(RevisionId variant, HostClass type) {}

    /// A place, and what is known of its variant.
    record Cell(MatrixRow row, HostClass type) {}

    void observe(Subscriptions held) {
        Executor ui = desk.threads().ui();
        held.add(
                Latest.of(
                        desk.rooms().models().registry(),
                        ui,
                        newest -> {
                            registry = newest;
                            show();
                        }));
        held.add(
                Latest.of(
                        desk.rooms().records().admissions().matrix(),
                        ui,
                        newest -> {
                            matrix = newest;
                            show();
                        }));
        held.add(Latest.of(desk.rooms().fleet().hosts(), ui, this::showHere));
    }

    /// The class of this machine is known once it has been probed, and does not change.
    private void showHere(List<Host> hosts) {
        if (here.isEmpty()) {
            here = HostClass.of(HostId.THIS_MACHINE, hosts);
            chosen.set(Optional.empty());
            show();
        }
    }

    private void show() {
        List<HostClass> newest =
                Stream.concat(here.stream(), matrix.classes().stream()).distinct().toList();
        if (!newest.equals(classes)) {
            classes.setAll(newest);
        }
        rows.show(
                registry.revisions().stream()
                        .filter(revision -> !revision.isImported())
                        .map(variant -> new MatrixRow(variant, matrix.of(variant.id())))
                        .toList());
        chosen.get()
                .map(cell -> new Place(cell.row().variant().id(), cell.type()))
                .or(this::first)
                .ifPresent(this::choose);
    }

    /// {@return the newest variant on this machine, so that there is something to see at once}
    private Optional<Place> first() {
        return rows.list().stream()
                .findFirst()
                .flatMap(row ->
                        classes.stream()
                                .findFirst()
                                .map(type -> new Place(row.value().variant().id(), type)));
    }

    /// Chooses what is known now of a variant on a class of hosts.
    void choose(Place place) {
        chosen.set(
                rows.list().stream()
                        .map(LiveRow::value)
                        .filter(row -> row.variant().id().equals(place.variant()))
                        .findFirst()
                        .map(row -> new Cell(row, place.type())));
    }

    /// {@return whether `place` is the one that is shown}
    boolean isChosen(Object place) {
        return chosen.get()
                .map(cell -> new Place(cell.row().variant().id(), cell.type()))
                .filter(place::equals)
                .isPresent();
    }

    /// Runs the gate of the chosen variant on this machine, with the limits it was judged by last.
    void run() {
        chosen.get()
                .map(cell -> Admit.again(cell.row().variant().id()))
                .ifPresent(command ->
                        commands.follow(
                                progress -> desk.rooms().operations().admit(command, progress),
                                _ -> {}));
    }

    boolean isHere(HostClass type) {
        return here.filter(type::equals).isPresent();
    }

    ObservableList<LiveRow<MatrixRow>> rows() {
        return rows.list();
    }

    /// {@return the classes of hosts that are known, this machine's first}
    ObservableList<HostClass> classes() {
        return classesView;
    }

    ReadOnlyObjectProperty<Optional<Cell>> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    Commands commands() {
        return commands;
    }
}
