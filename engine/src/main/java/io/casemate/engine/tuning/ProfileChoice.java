package io.casemate.engine.tuning;

import java.nio.file.Path;

/// Under which profile something is to be deployed.
public sealed interface ProfileChoice {

    /// The one that is recorded for the revision and this class of hosts; none where none is.
    record Recorded() implements ProfileChoice {}

    /// None: standard settings.
    record None() implements ProfileChoice {}

    /// The one in a file.
    record InFile(Path file) implements ProfileChoice {}
}
