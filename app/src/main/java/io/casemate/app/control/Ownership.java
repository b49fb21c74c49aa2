package io.casemate.app.control;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The right to write a data folder. Held through a file lock, which the operating system takes
/// back when the process dies, however it dies.
public final class Ownership implements AutoCloseable {
    /// The longest socket path that every system accepts, in bytes.
    private static final int LONGEST_SOCKET_PATH = 100;

    private final DataFolder folder;
    private final Owner owner;
    private final FileChannel lockFile;

    private Ownership(DataFolder folder, Owner owner, FileChannel lockFile) {
        this.folder = folder;
        this.owner = owner;
        this.lockFile = lockFile;
    }

    /// Takes the folder, creating it if need be; refused with the first owner's name if it is
    /// taken.
    ///
    /// @param verb what this process was started as
    public static Outcome<Ownership> take(DataFolder folder, String verb, Clock clock) {
        try {
            createPrivate(folder.root());
            FileChannel channel =
                    FileChannel.open(
                            folder.ownerLock(),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                return Outcome.refused(owned(folder));
            }
            var owner =
                    new Owner(
                            ProcessHandle.current().pid(),
                            verb,
                            clock.instant(),
                            socketPath(folder).toString());
            introduce(folder, owner);
            return Outcome.done(new Ownership(folder, owner, channel));
        } catch (IOException e) {
            return Outcome.refused(
                    ControlProblem.UNUSABLE_FOLDER.because(
                            "The data folder %s could not be used.".formatted(folder.root()),
                            e.toString(),
                            "Check its permissions and free space, or name another with --data."));
        }
    }

    private static void createPrivate(Path root) throws IOException {
        if (Files.isDirectory(root)) {
            return;
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(root.getParent());
            Files.createDirectory(
                    root,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(root);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // this very process owns it already
        }
    }

    private static Path socketPath(DataFolder folder) {
        Path inside = folder.root().resolve("control.sock");
        if (inside.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH) {
            return inside;
        }
        byte[] path = folder.root().toString().getBytes(StandardCharsets.UTF_8);
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "casemate-" + Digest.of(path).abbreviated() + ".sock");
    }

    private static void introduce(DataFolder folder, Owner owner) throws IOException {
        Path partial = folder.root().resolve("owner.json.part");
        Files.write(partial, Json.mapper().writeValueAsBytes(owner));
        Files.move(partial, folder.ownerCard(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static io.casemate.engine.problem.Problem owned(DataFolder folder) {
        String first =
                read(folder)
                        .map(owner ->
                                "Process %d (casemate %s, since %s) owns it."
                                        .formatted(owner.pid(), owner.verb(), owner.started()))
                        .orElse("Another process owns it.");
        return ControlProblem.OWNED.because(
                "The data folder %s was not opened.".formatted(folder.root()),
                first,
                "Use that console, close it, or name another folder with --data.");
    }

    /// {@return who owns `folder` or owned it last; empty if it never had an owner}
    static Optional<Owner> read(DataFolder folder) {
        try {
            return Optional.of(
                    Json.mapper().readValue(Files.readAllBytes(folder.ownerCard()), Owner.class));
        } catch (IOException | JacksonException _) {
            return Optional.empty(); // no card, or one cut short by a crash: nobody to name
        }
    }

    Owner owner() {
        return owner;
    }

    public DataFolder folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.ownerCard());
        lockFile.close();
    }
}
