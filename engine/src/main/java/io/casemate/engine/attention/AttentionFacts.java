package io.casemate.engine.attention;

import io.casemate.engine.admission.AdmissionMatrix;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.Host;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.telemetry.LatencyView;
import io.casemate.engine.telemetry.SeriesId;
import io.casemate.engine.units.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything that the rules look at, as it stood at one moment.
///
/// @param opened when this process opened the ledger
/// @param missing revisions whose file is not in the store
/// @param recoveries what was done about the read model on opening
record AttentionFacts(
        Instant now,
        Instant opened,
        List<Host> hosts,
        List<Deployment> deployments,
        Map<SeriesId, LatencyView> latencies,
        Registry registry,
        AdmissionMatrix admissions,
        Set<RevisionId> missing,
        Disk disk,
        List<String> recoveries) {

    /// The disk of the data folder.
    ///
    /// @param folder where it is mounted, for people
    record Disk(String folder, Bytes usable, Bytes total) {}
}
