package io.casemate.engine.ledger;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Digest;
import java.util.Optional;

/// What a walk over the whole ledger found.
///
/// @param entries how many entries hold, counted from the first
/// @param root Merkle tree hash over those
/// @param problem the first entry that does not hold, or a checkpoint that it contradicts
public record Verification(long entries, Digest root, Optional<Problem> problem) {

    public boolean isSound() {
        return problem.isEmpty();
    }
}
