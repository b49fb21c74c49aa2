package io.casemate.engine.ledger;

import io.casemate.engine.ledger.LiveLedger.OpenedFiles;
import io.casemate.engine.ledger.Log.Offsets;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/// Opens ledgers, and looks into those that cannot be opened.
public final class Ledgers {
    private Ledgers() {}

    /// Opens the ledger, which is created if there is none. A record that a kill left unfinished is
    /// cut off; a database that cannot be used is rebuilt; both are said in [Ledger#recoveries()].
    ///
    /// @throws LedgerException when an entry is damaged, or one that was acknowledged is gone:
    ///   nothing can be appended to such a log. [#verify] and [#list] still work on it
    public static Ledger open(LedgerConfig config) {
        return open(config, LogFile::open);
    }

    /// Walks a ledger that need not be open, and changes nothing.
    public static Verification verify(Path folder) {
        return new LedgerFiles(folder).verify(Long.MAX_VALUE);
    }

    /// {@return up to `limit` entries from `from` on, ending before the first that does not hold;
    /// the ledger need not be open}
    public static List<LedgerEntry> list(Path folder, long from, int limit) {
        return new LedgerFiles(folder).list(from, limit);
    }

    /// Writes what [Ledger#export] writes, ending before the first entry that does not hold; the
    /// last line then names the problem.
    ///
    /// @return the number of entries written
    public static long export(Path folder, Path file) throws IOException {
        return new LedgerFiles(folder).export(file, Long.MAX_VALUE);
    }

    static Ledger open(LedgerConfig config, LogFile.Opener opener) {
        LedgerFiles paths = new LedgerFiles(config.folder());
        try {
            Folders.createPrivate(config.folder());
            FileLock lock = paths.lock();
            try {
                return open(config, opener, lock);
            } catch (IOException | SQLException | RuntimeException e) {
                lock.acquiredBy().close();
                throw e;
            }
        } catch (IOException e) {
            throw LedgerFiles.notRead(config.folder(), e);
        } catch (SQLException e) {
            throw LedgerProblem.READ_MODEL.because(
                    e,
                    "The database %s could not be opened.".formatted(config.database()),
                    "End the process that has it open, or make room on its disk, and start again.");
        }
    }

    private static Ledger open(LedgerConfig config, LogFile.Opener opener, FileLock lock)
            throws IOException, SQLException {
        List<String> recoveries = new CopyOnWriteArrayList<>();
        LedgerFiles paths = new LedgerFiles(config.folder());
        Signer signer = Signer.open(config.keys(), paths.identities());
        ReadModel.Opened opened = ReadModel.openOrRebuild(config.database());
        opened.setAside().ifPresent(recoveries::add);
        try {
            Checkpoints known = Checkpoints.read(paths.checkpoints(), paths.identities());
            Log log = openLog(paths, opener, known.and(opened.model().head()), recoveries);
            long checkpointed = known.heads().isEmpty() ? 0 : known.heads().getLast().size();
            OpenedFiles files = new OpenedFiles(log, paths, signer, lock, checkpointed);
            Projections projections =
                    new Projections(config.database(), opened.model(), log, recoveries);
            return new LiveLedger(config, files, projections, recoveries);
        } catch (IOException | SQLException | RuntimeException e) {
            opened.model().close();
            throw e;
        }
    }

    private static Log openLog(
            LedgerFiles paths, LogFile.Opener opener, Checkpoints known, List<String> recoveries)
            throws IOException {
        LogWalk walk = new LogWalk(known, false);
        Offsets offsets = new Offsets();
        AtomicReference<Digest> last = new AtomicReference<>(Leaf.NONE);
        walk.walk(
                paths.log(),
                Long.MAX_VALUE,
                (offset, leaf) -> {
                    offsets.add(offset);
                    last.set(MerkleTree.leafHash(leaf));
                });
        walk.problem()
                .or(known::problem)
                .ifPresent(problem -> {
                    throw new LedgerException(problem, null);
                });
        LogFile file = opener.open(paths.log());
        if (walk.torn().isPresent()) {
            file.truncate(walk.end());
            file.force();
            recoveries.add(
                    "The last process ended while it wrote entry %d. Its %d bytes were cut off; it was never acknowledged."
                            .formatted(walk.tree().size(), walk.torn().get().bytes()));
        }
        return new Log(paths.log(), file, walk, offsets, last.get());
    }
}
