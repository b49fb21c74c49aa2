package io.casemate.engine.airlock;

import java.util.List;
import java.util.Optional;

/// The worker's part of finding the model in what was brought in: unpacks archives, recognises
/// bundles, reads the headers of models in other formats to say what they are.
final class UnpackJob {
    static final String KIND = "unpack";

    private UnpackJob() {}

    /// @param source absolute path: an archive or model in quarantine, or a folder, which is only
    ///   read
    /// @param name what people call it
    record Input(String source, String name) {}

    /// Where the model is now. Its external data lies beside it.
    ///
    /// @param kind what it was in, for people: `ZIP archive`, `OCI image layout in a tar archive`
    /// @param model absolute path of the model file; below the job's folder, unless a folder was
    ///   given that needed no unpacking
    /// @param suggestedName what the bundle calls the model; empty if it says nothing
    /// @param golden absolute path of the folder that seems to hold its golden set
    /// @param notes what was seen on the way and does not stop anything, for people
    record Found(
            String kind,
            String model,
            Optional<String> suggestedName,
            Optional<String> golden,
            List<String> notes) {}
}
