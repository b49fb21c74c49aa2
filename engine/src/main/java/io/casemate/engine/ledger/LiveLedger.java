package io.casemate.engine.ledger;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.json.Json;
import io.casemate.engine.units.Digest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// The ledger on disk. One thread writes: it takes everything that waits, forces it to the log,
/// then projects and publishes it, so that many callers share one fsync.
final class LiveLedger implements Ledger {
    static final String LOG = "ledger.log";
    private static final System.Logger LOGGER = System.getLogger(LiveLedger.class.getName());
    private static final int BATCH = 256;
    private static final int REPLAY_BATCH = 2_000;
    private static final int CHECKPOINT_EVERY = 100;
    private static final long CLOSE_MILLIS = 10_000;

    private final LedgerConfig config;
    private final LogFile log;
    private final ReadModel readModel;
    private final Checkpoints checkpoints;
    private final List<String> recoveries;
    private final MerkleTree tree = new MerkleTree();
    private final LiveFeed<LedgerHead> head;
    private final List<Projection> projections = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final Thread writer = Thread.ofPlatform().name("ledger-writer").unstarted(this::write);
    private Digest previous = Digest.of(new byte[0]);
    private long lastCheckpoint;

    /// What the writer thread is asked to do.
    private sealed interface Work {}

    private record Append(Draft draft, CompletableFuture<LedgerEntry> answer) implements Work {}

    private record Attach(Projection projection, CompletableFuture<Void> answer) implements Work {}

    private record Stop() implements Work {}

    private LiveLedger(
            LedgerConfig config, LogFile log, ReadModel readModel, List<String> recoveries)
            throws IOException {
        this.config = config;
        this.log = log;
        this.readModel = readModel;
        this.recoveries = recoveries;
        this.checkpoints = Checkpoints.open(config.folder(), config.keys());
        this.head = new LiveFeed<>(new LedgerHead(0, tree.root()));
    }

    static LiveLedger open(LedgerConfig config) throws IOException, SQLException {
        Files.createDirectories(config.folder());
        var recoveries = new ArrayList<String>();
        var log = new LogFile(config.folder().resolve(LOG));
        try {
            ReadModel readModel = ReadModel.open(config.database(), recoveries);
            var ledger = new LiveLedger(config, log, readModel, recoveries);
            ledger.load();
            ledger.writer.start();
            return ledger;
        } catch (IOException | SQLException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    private void load() throws IOException {
        LogFile.Scan scan =
                log.scan(payload -> {
                    previous = MerkleTree.leafHash(payload);
                    tree.append(previous);
                });
        long signed =
                Checkpoints.list(config.folder()).stream()
                        .mapToLong(Checkpoints::sizeOf)
                        .max()
                        .orElse(0);
        if (scan.rest() > 0) {
            mend(scan, signed);
        }
        if (tree.size() < signed) {
            throw new LedgerException(
                    LedgerProblem.CONTRADICTS_CHECKPOINT.because(
                            "The ledger was not opened.",
                            "It has %d entries and had %d when a checkpoint was signed."
                                    .formatted(tree.size(), signed),
                            "Restore the ledger folder from a backup; keep this one as evidence."),
                    null);
        }
        lastCheckpoint = signed;
        head.update(_ -> new LedgerHead(tree.size(), tree.root()));
    }

    private void mend(LogFile.Scan scan, long signed) throws IOException {
        if (!scan.isTail() || scan.records() < signed) {
            throw new LedgerException(
                    LedgerProblem.damaged(scan.records(), "In the file, " + scan.damage() + "."),
                    null);
        }
        Path aside = config.folder().resolve("torn-at-" + scan.records() + ".bin");
        Files.write(aside, log.cutTail());
        recoveries.add(
                "Entry %d was cut off while it was written and never took effect; its %d bytes are in %s."
                        .formatted(scan.records(), scan.rest(), aside.getFileName()));
    }

    @Override
    public void attach(Projection projection) {
        var answer = new CompletableFuture<Void>();
        queue.add(new Attach(projection, answer));
        join(answer);
    }

    @Override
    public LedgerEntry append(Draft draft) {
        var answer = new CompletableFuture<LedgerEntry>();
        queue.add(new Append(draft, answer));
        return join(answer);
    }

    /// Waits even when interrupted: what was handed over takes effect, and the caller must know.
    private <T> T join(CompletableFuture<T> answer) {
        if (Thread.currentThread() == writer) {
            throw new IllegalStateException("the writer thread would wait for itself");
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LedgerException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    private void write() {
        var batch = new ArrayList<Append>();
        boolean isOpen = true;
        while (isOpen) {
            switch (take()) {
                case Stop _ -> isOpen = false;
                case Attach attach -> catchUp(attach);
                case Append first -> {
                    batch.add(first);
                    while (batch.size() < BATCH && queue.peek() instanceof Append next) {
                        batch.add(next);
                        queue.remove();
                    }
                    write(batch);
                    batch.clear();
                }
            }
        }
    }

    private Work take() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException _) {
                LOGGER.log(Level.DEBUG, "The ledger's writer ends by a Stop, not by interruption.");
            }
        }
    }

    private void write(List<Append> batch) {
        var payloads = new ArrayList<byte[]>();
        var entries = new ArrayList<LedgerEntry>();
        var accepted = new ArrayList<Append>();
        Digest chain = previous;
        for (Append append : batch) {
            try {
                byte[] payload = encode(append.draft(), tree.size() + entries.size(), chain);
                entries.add(Leaf.decode(payload));
                chain = MerkleTree.leafHash(payload);
                payloads.add(payload);
                accepted.add(append);
            } catch (RuntimeException e) {
                append.answer().completeExceptionally(e);
            }
        }
        if (!accepted.isEmpty() && persist(accepted, payloads)) {
            previous = chain;
            entries.forEach(entry -> tree.append(entry.leafHash()));
            settle(accepted, entries);
        }
    }

    private byte[] encode(Draft draft, long sequence, Digest chain) {
        var by = new Leaf.Signature(config.clock().instant(), config.actor().get());
        byte[] payload = Leaf.encode(sequence, by, draft, chain);
        if (payload.length > LogFile.LONGEST) {
            throw new IllegalArgumentException(
                    "the entry has %d bytes (limit %d)".formatted(payload.length, LogFile.LONGEST));
        }
        return payload;
    }

    private boolean persist(List<Append> accepted, List<byte[]> payloads) {
        try {
            log.append(payloads);
            return true;
        } catch (IOException e) {
            LedgerException refusal =
                    LedgerProblem.CANNOT_WRITE.exception(
                            "Nothing was changed: the ledger cannot be written.",
                            e.toString(),
                            "Make room on the disk of %s and check its permissions, then try again."
                                    .formatted(config.folder()),
                            e);
            accepted.forEach(append -> append.answer().completeExceptionally(refusal));
            return false;
        }
    }

    private void settle(List<Append> accepted, List<LedgerEntry> entries) {
        try {
            if (!projections.isEmpty()) {
                readModel.apply(projections, entries);
            }
            var newest = new LedgerHead(tree.size(), tree.root());
            head.update(_ -> newest);
            readModel.publish(projections);
            checkpointIfDue(newest);
            for (int i = 0; i < accepted.size(); i++) {
                accepted.get(i).answer().complete(entries.get(i));
            }
        } catch (SQLException | RuntimeException e) {
            LedgerException refusal = readModelFailed(e);
            accepted.forEach(append -> append.answer().completeExceptionally(refusal));
        }
    }

    private static LedgerException readModelFailed(Exception e) {
        return LedgerProblem.READ_MODEL.exception(
                "The entry was written, but the database did not take it.",
                e.toString(),
                "Close the console and start it again: the database is rebuilt from the ledger.",
                e);
    }

    private void checkpointIfDue(LedgerHead newest) {
        if (newest.size() - lastCheckpoint >= CHECKPOINT_EVERY) {
            checkpoint(newest);
        }
    }

    /// A checkpoint that cannot be written costs evidence, not entries.
    private void checkpoint(LedgerHead newest) {
        try {
            checkpoints.write(newest);
            lastCheckpoint = newest.size();
        } catch (IOException e) {
            LOGGER.log(Level.ERROR, "A checkpoint of the ledger was not written.", e);
        }
    }

    private void catchUp(Attach attach) {
        Projection projection = attach.projection();
        try {
            long next = readModel.prepare(projection, tree.size());
            while (next < tree.size()) {
                List<LedgerEntry> entries = list(next, REPLAY_BATCH);
                readModel.apply(List.of(projection), entries);
                next += entries.size();
            }
            projections.add(projection);
            readModel.publish(List.of(projection));
            attach.answer().complete(null);
        } catch (SQLException | RuntimeException e) {
            attach.answer().completeExceptionally(readModelFailed(e));
        }
    }

    @Override
    public Feed<LedgerHead> head() {
        return head;
    }

    @Override
    public List<LedgerEntry> list(long from, int limit) {
        var entries = new ArrayList<LedgerEntry>();
        long end = Math.min(log.records(), from + limit);
        try {
            for (long i = Math.max(0, from); i < end; i++) {
                entries.add(Leaf.decode(log.read(Math.toIntExact(i))));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw LedgerProblem.CANNOT_READ.exception(
                    "Entry %d of the ledger could not be read.".formatted(from + entries.size()),
                    e.toString(),
                    "Run 'casemate ledger verify'; restore the ledger from a backup if it does not hold.",
                    e);
        }
        return List.copyOf(entries);
    }

    @Override
    public Verification verify() {
        return Ledgers.verify(config.folder());
    }

    @Override
    public long export(Path file) throws IOException {
        LedgerHead upTo = head.latest();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (long from = 0; from < upTo.size(); from += REPLAY_BATCH) {
                int count = (int) Math.min(REPLAY_BATCH, upTo.size() - from);
                for (int i = 0; i < count; i++) {
                    byte[] payload = log.read(Math.toIntExact(from + i));
                    out.write(new String(payload, java.nio.charset.StandardCharsets.UTF_8));
                    out.write('\n');
                }
            }
            out.write(
                    Json.object()
                            .put("size", upTo.size())
                            .put("root", upTo.root().hex())
                            .toString());
            out.write('\n');
        }
        return upTo.size();
    }

    @Override
    public List<String> recoveries() {
        return List.copyOf(recoveries);
    }

    @Override
    public void close() {
        queue.add(new Stop());
        try {
            writer.join(CLOSE_MILLIS);
            if (tree.size() > lastCheckpoint) {
                checkpoint(new LedgerHead(tree.size(), tree.root()));
            }
            readModel.close();
            log.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException | SQLException e) {
            LOGGER.log(Level.ERROR, "The ledger did not close cleanly.", e);
        }
    }
}
