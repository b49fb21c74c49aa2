package io.casemate.app.control;

import io.casemate.engine.export.ExportFormat;
import io.casemate.engine.export.ExportRevision;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Carries out requests to copy revisions out of the store.
record ExportRequests(EngineRooms rooms) {
    private static final String ARCHIVE = ".tar";

    Outcome<ObjectNode> export(Arguments arguments, Progress progress) {
        Optional<Path> folder = arguments.path("folder");
        Path target =
                folder.or(() -> arguments.path("oci"))
                        .orElseThrow(() -> arguments.bad("oci or folder is missing."));
        if (!target.isAbsolute() || target.normalize().getNameCount() == 0) {
            throw arguments.bad("'%s' is no place in a folder.".formatted(target));
        }
        ExportFormat format =
                folder.isPresent()
                        ? ExportFormat.FOLDER
                        : target.toString().endsWith(ARCHIVE)
                                ? ExportFormat.OCI_ARCHIVE
                                : ExportFormat.OCI_LAYOUT;
        boolean withGolden = arguments.tree().path("withGolden").asBoolean(true);
        return rooms.models()
                .resolve(arguments.requiredText("revision"))
                .map(revision -> new ExportRevision(revision.id(), format, target, withGolden))
                .then(command ->
                        rooms.operations()
                                .export(command, progress)
                                .map(done ->
                                        Json.treeOf(done)
                                                .put("target", done.target().toString())
                                                .put("revision", command.revision().toString())));
    }
}
