package io.casemate.engine.airlock;

import io.casemate.engine.json.Json;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// What lies beside copies that are being made, so that they can go on after an interruption.
///
/// @param files those that are begun or finished, in the order of their copying
record CopyNote(InterruptedCopy copy, List<KeptCopy> files) {
    private static final System.Logger LOG = System.getLogger(CopyNote.class.getName());
    private static final String NAME = "copy.json";

    CopyNote {
        files = List.copyOf(files);
    }

    static boolean isIn(Path cell) {
        return Files.exists(cell.resolve(NAME));
    }

    /// Replaces the note in `cell`, in one step and through to the disk.
    void write(Path cell) throws IOException {
        Path draft = cell.resolve(NAME + ".new");
        PrivateFiles.write(draft, Json.mapper().writeValueAsString(this));
        Files.move(draft, cell.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    static void delete(Path cell) throws IOException {
        Files.deleteIfExists(cell.resolve(NAME));
    }

    /// {@return the note in `cell`, of the copies that are still there; empty without any}
    static Optional<CopyNote> in(Path cell) throws IOException {
        if (!Files.isRegularFile(cell.resolve(NAME))) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(cell.resolve(NAME));
            CopyNote note = Json.mapper().readValue(text, CopyNote.class);
            return note.whereThere(cell);
        } catch (JacksonException | InvalidPathException e) {
            LOG.log(Level.WARNING, "The note of an interrupted copy is broken: " + cell, e);
            return Optional.empty();
        }
    }

    private Optional<CopyNote> whereThere(Path cell) throws IOException {
        var there = new java.util.ArrayList<KeptCopy>();
        for (KeptCopy file : files) {
            Path copy = cell.resolve(file.at()).normalize();
            boolean isThere = copy.startsWith(cell) && Files.isRegularFile(copy);
            if (isThere && file.bytes() > 0 && Files.size(copy) >= file.bytes()) {
                there.add(file);
            }
        }
        return there.isEmpty() ? Optional.empty() : Optional.of(new CopyNote(copy, there));
    }
}
