package io.casemate.engine.export;

import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.nio.file.Path;
import java.util.Optional;

/// A copy that was made.
///
/// @param files how many files of the revision are in it
/// @param bytes all that was written
/// @param manifest digest of the model's manifest in an OCI layout
/// @param signature digest of the signature that went along
public record Exported(
        Path target,
        int files,
        Bytes bytes,
        Optional<Digest> manifest,
        Optional<Digest> signature) {}
