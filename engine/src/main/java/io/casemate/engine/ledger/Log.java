package io.casemate.engine.ledger;

import io.casemate.engine.ledger.Leaf.Stamp;
import io.casemate.engine.ledger.LogScanner.Step;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The log file as it grows. Written by one thread; read by any, up to a size that has been
/// published.
final class Log implements AutoCloseable {
    private final Path path;
    private final LogFile file;
    private final MerkleTree tree;
    private final Offsets offsets;
    private long end;
    private Digest last;
    private boolean isSoiled;

    Log(Path path, LogFile file, LogWalk walk, Offsets offsets, Digest last) {
        this.path = path;
        this.file = file;
        this.tree = walk.tree();
        this.end = walk.end();
        this.offsets = offsets;
        this.last = last;
    }

    /// A unit of work being put together.
    final class Unit {
        private final List<byte[]> leaves = new ArrayList<>();
        private final List<LedgerEntry> entries = new ArrayList<>();
        private Digest previous = last;

        /// @throws IllegalArgumentException when the draft has no canonical form
        LedgerEntry add(Draft draft, String actor, java.time.Instant time) {
            long sequence = tree.size() + leaves.size();
            byte[] leaf = Leaf.write(draft, new Stamp(sequence, time, actor, previous));
            LedgerEntry entry = Leaf.parse(leaf).entry();
            leaves.add(leaf);
            entries.add(entry);
            previous = entry.leafHash();
            return entry;
        }

        List<LedgerEntry> entries() {
            return entries;
        }

        /// Puts the unit on disk. When that fails, the log is as before.
        void write() throws IOException {
            if (isSoiled) {
                takeBack();
            }
            isSoiled = true;
            try {
                long at = end;
                for (byte[] leaf : leaves) {
                    ByteBuffer bytes = LogScanner.recordOf(leaf);
                    int length = bytes.remaining();
                    file.write(bytes, at);
                    at += length;
                }
                file.force();
            } catch (IOException e) {
                takeBackAfter(e);
                throw e;
            }
            accept();
        }

        private void accept() {
            isSoiled = false;
            for (int i = 0; i < leaves.size(); i++) {
                offsets.add(end);
                tree.append(entries.get(i).leafHash());
                end += LogScanner.HEADER + leaves.get(i).length;
            }
            last = previous;
        }
    }

    Unit newUnit() {
        return new Unit();
    }

    LedgerHead head() {
        return tree.head();
    }

    /// Reads entries `from` (inclusive) to `to` (exclusive).
    void forEach(long from, long to, Consumer<LedgerEntry> reader) throws IOException {
        if (from >= to) {
            return;
        }
        try (LogScanner scanner = new LogScanner(path, offsets.get(from))) {
            for (long sequence = from; sequence < to; sequence++) {
                if (!(scanner.next() instanceof Step.Record(_, byte[] leaf))) {
                    throw new LedgerException(
                            LogWalk.damaged(sequence, "It was sound before."), null);
                }
                reader.accept(Leaf.parse(leaf).entry());
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /// Cuts off what a failed unit may have left. Until that has worked, nothing is written.
    private void takeBack() throws IOException {
        file.truncate(end);
        file.force();
        isSoiled = false;
    }

    private void takeBackAfter(IOException failure) {
        try {
            takeBack();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /// Where each record begins in the file.
    static final class Offsets {
        private long[] values = new long[1 << 10];
        private int count;

        Offsets() {}

        synchronized void add(long offset) {
            if (count == values.length) {
                values = java.util.Arrays.copyOf(values, count * 2);
            }
            values[count++] = offset;
        }

        synchronized long get(long sequence) {
            return values[Math.toIntExact(sequence)];
        }
    }
}
