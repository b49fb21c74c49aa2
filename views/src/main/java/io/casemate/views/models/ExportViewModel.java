package io.casemate.views.models;

import io.casemate.engine.export.ExportFormat;
import io.casemate.engine.export.ExportRevision;
import io.casemate.engine.export.Exported;
import io.casemate.engine.models.Revision;
import io.casemate.views.bridge.Commands;
import io.casemate.views.shell.Desk;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// One export of one revision, from the question to its end. Confined to the FX thread.
final class ExportViewModel {
    private static final String ARCHIVE = ".tar";

    private final Desk desk;
    private final Revision revision;
    private final Commands commands;
    private final ObjectProperty<ExportFormat> format =
            new SimpleObjectProperty<>(ExportFormat.FOLDER);
    private final ReadOnlyObjectWrapper<@Nullable Exported> exported =
            new ReadOnlyObjectWrapper<>();

    ExportViewModel(Desk desk, Revision revision) {
        this.desk = desk;
        this.revision = revision;
        commands = new Commands(desk.threads());
    }

    /// {@return the place in `folder` that is proposed for it}
    Path proposed(Path folder) {
        String name = "%s-%s".formatted(revision.model(), revision.id().digest().abbreviated());
        return folder.resolve(
                switch (format.get()) {
                    case FOLDER -> name;
                    case OCI_LAYOUT -> name + "-oci";
                    case OCI_ARCHIVE -> name + ARCHIVE;
                });
    }

    boolean hasGolden() {
        return revision.golden().isPresent();
    }

    /// Starts the export. {@return false when `target` is no absolute path, and nothing starts}
    boolean run(String target, boolean withGolden) {
        Path place;
        try {
            place = Path.of(target.strip()).normalize();
        } catch (InvalidPathException _) {
            return false;
        }
        if (!place.isAbsolute() || place.getNameCount() == 0) {
            return false;
        }
        exported.set(null);
        var command = new ExportRevision(revision.id(), format.get(), place, withGolden);
        commands.follow(
                progress -> desk.rooms().operations().export(command, progress), exported::set);
        return true;
    }

    /// Stops the export that runs; it leaves nothing behind.
    void cancel() {
        String digits = revision.id().digest().abbreviated();
        desk.rooms().tasks().all().latest().stream()
                .filter(task -> task.isRunning() && task.kind().equals("export"))
                .filter(task -> task.title().contains(digits))
                .findFirst()
                .ifPresent(task -> desk.rooms().tasks().cancel(task.id()));
    }

    ObjectProperty<ExportFormat> formatProperty() {
        return format;
    }

    /// {@return what was made; null before that}
    ReadOnlyObjectProperty<@Nullable Exported> exportedProperty() {
        return exported.getReadOnlyProperty();
    }

    Commands commands() {
        return commands;
    }
}
