package io.casemate.engine.archive;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A model in a Triton repository: `<name>/<version>/model.onnx` and `<name>/config.pbtxt`.
///
/// @param name as its configuration or its folder calls it
/// @param file the newest version's model file
/// @param versions all that hold a model file, newest first; at least one
public record TritonModel(Optional<String> name, Path file, List<Long> versions) {
    public TritonModel {
        versions = List.copyOf(versions);
    }
}
