package io.casemate.engine.signing;

import io.casemate.engine.ledger.Folders;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Writes files that must not replace others, and of which some are secret.
final class SafeFiles {
    private SafeFiles() {}

    /// @param what the refusals' first sentence
    static void refuseExisting(Path file, String what) throws Refusal {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw SigningProblem.EXISTS.refusal(
                    what,
                    "'%s' exists and is not replaced.".formatted(file),
                    "Move it away, or name another file.");
        }
    }

    /// Writes `content` to a new file and makes it durable.
    static void write(Path file, byte[] content) throws IOException {
        Files.write(
                file,
                content,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.DSYNC);
    }

    /// Like [#write], readable by its owner only from the start.
    static void writeSecret(Path file, byte[] content) throws IOException {
        Files.createFile(
                file,
                Folders.isPosix()
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[] {});
        Files.write(file, content, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
    }

    /// Puts `content` at `file` in one step; the same file written before is kept.
    static void keep(Path file, byte[] content) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path unfinished = Files.createTempFile(folder, "unfinished-", "");
        try {
            Files.write(unfinished, content, StandardOpenOption.DSYNC);
            Files.move(unfinished, file);
        } catch (FileAlreadyExistsException _) {
            Files.delete(unfinished);
        }
        Folders.sync(folder);
    }
}
