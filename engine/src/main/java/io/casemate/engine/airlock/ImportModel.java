package io.casemate.engine.airlock;

import io.casemate.engine.models.ModelName;
import java.nio.file.Path;
import java.util.Optional;

/// Brings a model in.
///
/// @param source an `.onnx` file (its external data lie beside it), a ZIP or tar archive, or a
///   folder that holds a model, a Triton repository or an OCI layout; and perhaps a folder `golden`
/// @param name empty: as the bundle calls it, or after the file
/// @param golden a folder with a golden set; empty: the folder `golden` beside the model, if any
public record ImportModel(Path source, Optional<ModelName> name, Optional<Path> golden) {}
