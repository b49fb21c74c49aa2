package io.casemate.engine.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Load to put on an endpoint: `clients` connections, each sending its next request when the last
/// is answered.
///
/// @param base the host's Open Inference Protocol door
/// @param model name of the model there
/// @param golden folder with real inputs; empty: seeded ones, made from the model's metadata
public record LoadPlan(
        URI base, String model, Duration duration, int clients, Optional<Path> golden) {

    public LoadPlan {
        if (clients < 1) {
            throw new IllegalArgumentException("clients is less than 1: " + clients);
        }
    }
}
