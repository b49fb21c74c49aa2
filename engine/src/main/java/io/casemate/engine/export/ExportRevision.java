package io.casemate.engine.export;

import io.casemate.engine.models.RevisionId;
import java.nio.file.Path;

/// Asks for a copy of a revision.
///
/// @param target an absolute path where nothing is yet
/// @param withGolden whether the golden set goes along; it may be made of confidential inputs
public record ExportRevision(
        RevisionId revision, ExportFormat format, Path target, boolean withGolden) {

    public ExportRevision {
        target = target.normalize();
        if (!target.isAbsolute() || target.getNameCount() == 0) {
            throw new IllegalArgumentException("target is no place in a folder: " + target);
        }
    }
}
