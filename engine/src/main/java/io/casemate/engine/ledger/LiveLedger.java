package io.casemate.engine.ledger;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/// The ledger with its one writer thread, which takes all that waits as one unit of work: write the
/// log, fsync, commit the read model, publish, answer.
final class LiveLedger implements Ledger {
    private static final System.Logger LOG = System.getLogger(LiveLedger.class.getName());
    private static final int MAX_UNIT = 256;
    private static final int CHECKPOINT_EVERY = 100;
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final LedgerConfig config;
    private final OpenedFiles files;
    private final Projections projections;
    private final List<String> recoveries;
    private final LiveFeed<LedgerHead> head;
    private final BlockingQueue<Request> queue = new LinkedBlockingQueue<>();
    private final ReentrantLock accepting = new ReentrantLock();
    private final Thread writer;
    private boolean isClosed;
    private long checkpointed;

    LiveLedger(
            LedgerConfig config,
            OpenedFiles files,
            Projections projections,
            List<String> recoveries) {
        this.config = config;
        this.files = files;
        this.projections = projections;
        this.recoveries = recoveries;
        this.checkpointed = files.checkpointed();
        head = new LiveFeed<>(files.log().head());
        writer = Thread.ofPlatform().name("ledger-writer").start(this::write);
    }

    /// What the ledger holds open on disk.
    record OpenedFiles(
            Log log, LedgerFiles paths, Signer signer, AutoCloseable lock, long checkpointed) {}

    private sealed interface Request {
        record Append(Draft draft, String actor, CompletableFuture<LedgerEntry> answer)
                implements Request {}

        record Attach(Projection projection, CompletableFuture<Projection> answer)
                implements Request {}

        record Stop() implements Request {}
    }

    @Override
    public void attach(Projection projection) {
        CompletableFuture<Projection> answer = new CompletableFuture<>();
        submit(new Request.Attach(projection, answer));
        await(answer);
    }

    @Override
    public LedgerEntry append(Draft draft) {
        CompletableFuture<LedgerEntry> answer = new CompletableFuture<>();
        submit(new Request.Append(draft, config.actor().get(), answer));
        return await(answer);
    }

    @Override
    public List<LedgerEntry> appendAll(List<Draft> drafts) {
        String actor = config.actor().get();
        List<Request.Append> requests =
                drafts.stream()
                        .map(draft -> new Request.Append(draft, actor, new CompletableFuture<>()))
                        .toList();
        submit(requests);
        return requests.stream().map(request -> await(request.answer())).toList();
    }

    @Override
    public Feed<LedgerHead> head() {
        return head;
    }

    @Override
    public List<LedgerEntry> list(long from, int limit) {
        long size = head.latest().size();
        long first = Math.clamp(from, 0, size);
        long to = Math.min(size, first + Math.max(0, limit));
        List<LedgerEntry> entries = new ArrayList<>();
        try {
            files.log().forEach(first, to, entries::add);
        } catch (IOException e) {
            throw LedgerFiles.notRead(config.folder(), e);
        }
        return List.copyOf(entries);
    }

    @Override
    public Verification verify() {
        return files.paths().verify(head.latest().size());
    }

    @Override
    public long export(Path file) throws IOException {
        return files.paths().export(file, head.latest().size());
    }

    @Override
    public List<String> recoveries() {
        return List.copyOf(recoveries);
    }

    /// Ends what waits, signs the last head, and closes the files.
    @Override
    public void close() {
        accepting.lock();
        try {
            if (isClosed) {
                return;
            }
            isClosed = true;
            queue.add(new Request.Stop());
        } finally {
            accepting.unlock();
        }
        try {
            if (!writer.join(GRACE)) {
                LOG.log(Level.ERROR, "The ledger did not close within {0}.", GRACE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit(Request request) {
        submit(List.of(request));
    }

    private void submit(List<? extends Request> requests) {
        if (Thread.currentThread() == writer) {
            throw new IllegalStateException("the ledger's own thread cannot wait for itself");
        }
        accepting.lock();
        try {
            if (isClosed) {
                throw new LedgerException(
                        LedgerProblem.CLOSED.because(
                                "Nothing was changed.",
                                "The ledger is closed because the process is ending.",
                                "Start it again, and repeat the action."),
                        null);
            }
            queue.addAll(requests);
        } finally {
            accepting.unlock();
        }
    }

    /// Waits even when interrupted: an entry that is being written cannot be called back.
    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void write() {
        boolean isOpen = true;
        while (isOpen) {
            List<Request> requests = new ArrayList<>();
            try {
                requests.add(queue.take());
            } catch (InterruptedException _) {
                LOG.log(
                        Level.WARNING,
                        "The ledger's thread was interrupted; it ends by close only.");
                continue;
            }
            queue.drainTo(requests, MAX_UNIT - 1);
            isOpen = handle(requests);
        }
        closeFiles();
    }

    /// @return false when the ledger is to end
    private boolean handle(List<Request> requests) {
        boolean isOpen = true;
        List<Request.Append> appends = new ArrayList<>();
        for (Request request : requests) {
            switch (request) {
                case Request.Append append -> appends.add(append);
                case Request.Attach attach -> {
                    writeUnit(appends);
                    appends = new ArrayList<>();
                    attachNow(attach);
                }
                case Request.Stop _ -> isOpen = false;
            }
        }
        writeUnit(appends);
        return isOpen;
    }

    private void attachNow(Request.Attach request) {
        try {
            projections.attach(request.projection());
            request.answer().complete(request.projection());
        } catch (RuntimeException e) {
            request.answer().completeExceptionally(e);
        }
    }

    private void writeUnit(List<Request.Append> appends) {
        Log.Unit unit = files.log().newUnit();
        List<Request.Append> accepted = new ArrayList<>();
        for (Request.Append append : appends) {
            try {
                unit.add(
                        append.draft(),
                        append.actor(),
                        config.clock().instant().truncatedTo(ChronoUnit.MICROS));
                accepted.add(append);
            } catch (RuntimeException e) {
                append.answer().completeExceptionally(e);
            }
        }
        if (accepted.isEmpty()) {
            return;
        }
        try {
            unit.write();
        } catch (IOException e) {
            refuse(accepted, e);
            return;
        }
        publish(unit.entries());
        for (int i = 0; i < accepted.size(); i++) {
            accepted.get(i).answer().complete(unit.entries().get(i));
        }
        if (files.log().head().size() - checkpointed >= CHECKPOINT_EVERY) {
            signHead();
        }
    }

    private void refuse(List<Request.Append> appends, IOException cause) {
        LOG.log(Level.ERROR, "The ledger could not be written.", cause);
        for (Request.Append append : appends) {
            append.answer()
                    .completeExceptionally(
                            LedgerProblem.NOT_WRITTEN.because(
                                    cause,
                                    "Nothing was changed: '%s' of %s could not be written to the ledger."
                                            .formatted(
                                                    append.draft().action(),
                                                    append.draft().subject()),
                                    "Make room on the disk of %s, or make it writable, and repeat the action."
                                            .formatted(config.folder())));
        }
    }

    /// The entries have happened; a failing observer does not change that.
    private void publish(List<LedgerEntry> entries) {
        try {
            projections.apply(entries);
            projections.publish();
            head.update(_ -> files.log().head());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "An observer of the ledger failed.", e);
        }
    }

    private void signHead() {
        LedgerHead signed = files.log().head();
        String note = Checkpoints.note(signed, files.signer());
        try {
            files.paths().appendCheckpoint(note);
            checkpointed = signed.size();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "The checkpoint could not be written; it follows later.", e);
        }
    }

    private void closeFiles() {
        if (files.log().head().size() > checkpointed) {
            signHead();
        }
        try (AutoCloseable _ = files.lock();
                Log _ = files.log()) {
            projections.close();
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "The read model did not close cleanly.", e);
        } catch (Exception e) {
            LOG.log(Level.WARNING, "The ledger did not close cleanly.", e);
        }
    }
}
