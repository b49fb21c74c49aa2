package io.casemate.engine.admission;

import io.casemate.engine.models.RevisionId;
import io.casemate.engine.quantize.search.Gate;
import java.util.Optional;

/// Asks for the gate of `variant` on this machine.
///
/// @param gate its limits; empty: those it was judged by last, else the standard ones
/// @param again runs it although this class of hosts has a result, which is replaced
public record Admit(RevisionId variant, Optional<Gate> gate, boolean again) {

    /// What is known if anything is, else a run with the limits it was judged by last.
    public static Admit ifNotYet(RevisionId variant) {
        return new Admit(variant, Optional.empty(), false);
    }

    /// A run with the limits it was judged by last, whatever is known.
    public static Admit again(RevisionId variant) {
        return new Admit(variant, Optional.empty(), true);
    }

    /// {@return whether what is known is not enough; other limits need another run}
    boolean needsRun() {
        return again || gate.isPresent();
    }
}
