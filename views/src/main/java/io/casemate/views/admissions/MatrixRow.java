package io.casemate.views.admissions;

import io.casemate.engine.admission.HostAdmission;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import java.util.List;
import java.util.Optional;

/// A variant and what gates found of it.
record MatrixRow(Revision variant, List<HostAdmission> cells) {

    /// {@return what was found on hosts of `type`; empty where the gate was not run}
    Optional<HostAdmission> on(HostClass type) {
        return cells.stream().filter(cell -> cell.hostClass().equals(type)).findFirst();
    }

    /// {@return the recipe that made it}
    String recipe() {
        return switch (variant.origin()) {
            case Origin.Imported(String source) -> source;
            case Origin.Quantized(_, var card) -> card.recipe();
        };
    }
}
