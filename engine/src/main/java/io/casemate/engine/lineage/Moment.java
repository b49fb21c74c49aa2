package io.casemate.engine.lineage;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.StageStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the ledger had decided to serve at a time, and how that differs from now.
///
/// @param entries how many entries the ledger had
/// @param requiresApproval whether only approved revisions could be deployed
/// @param serving by name of the deployment
/// @param changes what is different now, in words; empty where nothing is
public record Moment(
        Instant time,
        long entries,
        boolean requiresApproval,
        List<Served> serving,
        List<String> changes) {

    public Moment {
        serving = List.copyOf(serving);
        changes = List.copyOf(changes);
    }

    /// A deployment as it was decided.
    ///
    /// @param revision as it was then
    /// @param since when this was decided
    /// @param deployedBy who decided it
    /// @param approval of the revision, as far as there was one then
    public record Served(
            DeploymentId deployment,
            Revision revision,
            int replicas,
            String host,
            Instant since,
            String deployedBy,
            Optional<StageStep> approval) {}
}
