package io.casemate.engine.admission;

import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.models.RevisionId;
import java.util.List;
import java.util.Optional;

/// Which variants were judged on which classes of hosts: a snapshot.
///
/// @param cells the last result of each pair, oldest first
public record AdmissionMatrix(List<HostAdmission> cells) {
    public static final AdmissionMatrix EMPTY = new AdmissionMatrix(List.of());

    public AdmissionMatrix {
        cells = List.copyOf(cells);
    }

    /// {@return what the gate found of `variant` on hosts of `type`; empty where it was not run}
    public Optional<HostAdmission> find(RevisionId variant, HostClass type) {
        return of(variant).stream().filter(cell -> cell.hostClass().equals(type)).findFirst();
    }

    /// {@return what is known of `variant`, oldest first}
    public List<HostAdmission> of(RevisionId variant) {
        return cells.stream().filter(cell -> cell.variant().equals(variant)).toList();
    }

    /// {@return the classes on which anything was judged, in the order in which they came}
    public List<HostClass> classes() {
        return cells.stream().map(HostAdmission::hostClass).distinct().toList();
    }
}
