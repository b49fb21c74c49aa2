package io.casemate.engine.capture;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.units.Bytes;

/// Event: requests to a deployment may be kept from now on.
///
/// @param folder where they go
/// @param consent who agreed, and to what end, as the operator wrote it
/// @param samples how many at most
/// @param every 1: each request; k: each k-th
public record CaptureStarted(
        CaptureId capture,
        DeploymentId deployment,
        ModelName model,
        RevisionId revision,
        String folder,
        String consent,
        int samples,
        int every,
        Bytes mostBytes) {}
