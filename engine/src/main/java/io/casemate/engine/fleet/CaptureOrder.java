package io.casemate.engine.fleet;

import io.casemate.engine.units.Bytes;
import java.nio.file.Path;

/// Which requests to a deployment a host is to keep. Never given without consent.
///
/// @param folder where the samples go on that host; exists, and is private
/// @param samples how many are kept, 1 or more
/// @param every 1: each request; k: each k-th
/// @param mostBytes of all samples together
public record CaptureOrder(
        DeploymentId deployment, Path folder, int samples, int every, Bytes mostBytes) {

    public CaptureOrder {
        if (samples < 1 || every < 1) {
            throw new IllegalArgumentException(
                    "samples or every is less than 1: %d, %d".formatted(samples, every));
        }
    }
}
