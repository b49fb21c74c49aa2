package io.casemate.engine.export;

import io.casemate.engine.models.RevisionId;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.util.Optional;

/// Ledger event: a copy of a revision left the store.
///
/// @param target where it went, as a path of that time
/// @param golden the golden set that went along
/// @param signature digest of the signature that went along
/// @param manifest digest of the model's manifest in an OCI layout
public record RevisionExported(
        RevisionId revision,
        ExportFormat format,
        String target,
        Bytes bytes,
        Optional<Digest> golden,
        Optional<Digest> signature,
        Optional<Digest> manifest) {}
