package io.casemate.engine.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casemate.engine.json.CanonicalJson;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Problem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The files of a ledger by their names, and what can be done with them without opening it.
record LedgerFiles(Path folder) {

    Path log() {
        return folder.resolve("entries.log");
    }

    Path checkpoints() {
        return folder.resolve("checkpoints.note");
    }

    Path identities() {
        return folder.resolve("signers.vkey");
    }

    /// {@return the lock that keeps other processes out}
    FileLock lock() throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException _) {
            // This process has it open already: as much in use as by another.
        }
        channel.close();
        throw new LedgerException(
                LedgerProblem.IN_USE.because(
                        "The ledger in %s was not opened.".formatted(folder),
                        "Another process has it open.",
                        "Use that process, or end it first."),
                null);
    }

    void appendCheckpoint(String note) throws IOException {
        Files.write(
                checkpoints(),
                note.getBytes(UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.DSYNC);
    }

    Verification verify(long limit) {
        try {
            Checkpoints signed = Checkpoints.read(checkpoints(), identities());
            LogWalk walk = new LogWalk(signed, true);
            walk.walk(log(), limit, (_, _) -> {});
            return walk.verification(signed);
        } catch (IOException e) {
            throw notRead(folder, e);
        }
    }

    /// {@return up to `limit` entries from `from` on, ending before the first that does not hold}
    List<LedgerEntry> list(long from, int limit) {
        List<LedgerEntry> entries = new ArrayList<>();
        try {
            new LogWalk(Checkpoints.NONE, true)
                    .walk(
                            log(),
                            Math.addExact(from, limit),
                            (_, leaf) -> {
                                LedgerEntry entry = Leaf.parse(leaf).entry();
                                if (entry.sequence() >= from) {
                                    entries.add(entry);
                                }
                            });
            return List.copyOf(entries);
        } catch (IOException e) {
            throw notRead(folder, e);
        }
    }

    long export(Path file, long limit) throws IOException {
        LogWalk walk = new LogWalk(Checkpoints.NONE, true);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            walk.walk(log(), limit, (_, leaf) -> writeLine(out, new String(leaf, UTF_8)));
            LedgerHead head = walk.tree().head();
            ObjectNode last = Json.object();
            last.put("size", head.size());
            last.put("root", head.root().hex());
            walk.problem().map(Problem::toString).ifPresent(text -> last.put("problem", text));
            writeLine(out, CanonicalJson.textOf(last));
            return head.size();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause());
        }
    }

    static LedgerException notRead(Path folder, IOException cause) {
        return LedgerProblem.NOT_READ.because(
                cause,
                "The ledger in %s could not be read.".formatted(folder),
                "See to it that the folder exists and can be read, and repeat the action.");
    }

    private static void writeLine(BufferedWriter out, String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
