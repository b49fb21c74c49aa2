package io.casemate.engine.fleet;

import io.casemate.engine.units.Digest;
import java.nio.file.Path;
import java.util.Optional;

/// What a host is to serve.
///
/// @param revision digest of the revision, checked by the agent before it loads
/// @param modelFile where the files lie on that host
/// @param replicas number of sessions, 1 or more
/// @param profile how they are set; empty: standard settings
public record Order(
        DeploymentId deployment,
        Digest revision,
        String model,
        Path modelFile,
        int replicas,
        Optional<ServingProfile> profile) {

    public Order {
        if (replicas < 1) {
            throw new IllegalArgumentException("replicas is less than 1: " + replicas);
        }
    }
}
