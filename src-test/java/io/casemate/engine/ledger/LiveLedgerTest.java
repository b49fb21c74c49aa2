package io.casemate.engine.ledger;

import static io.casemate.engine.ledger.LedgerFixture.append;
import static io.casemate.engine.ledger.LedgerFixture.config;
import static io.casemate.engine.ledger.LedgerFixture.draft;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.ledger.LedgerFixture.Notes;
import io.casemate.engine.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LiveLedgerTest {
    @TempDir Path data;

    private Path log() {
        return data.resolve("ledger/entries.log");
    }

    private Path database() {
        return data.resolve("casemate.mv.db");
    }

    private static List<Long> upTo(long count) {
        return LongStream.range(0, count).boxed().toList();
    }

    @Test
    void holdsWhatWasAppendedAfterReopening() {
        LedgerEntry appended;
        LedgerHead head;
        try (Ledger ledger = Ledgers.open(config(data))) {
            append(ledger, 3);
            appended = ledger.append(draft(3));
            head = ledger.head().latest();
        }

        try (Ledger ledger = Ledgers.open(config(data))) {
            assertEquals(head, ledger.head().latest());
            assertEquals(List.of(appended), ledger.list(3, 10));
            assertEquals(4, ledger.append(draft(4)).sequence());
            assertTrue(ledger.verify().isSound());
            assertEquals(List.of(), ledger.recoveries());
        }
    }

    @Test
    void givesProjectionsEveryEntryOnce() {
        Notes first = new Notes(1);
        try (Ledger ledger = Ledgers.open(config(data))) {
            append(ledger, 2);
            ledger.attach(first);
            append(ledger, 2);
            assertEquals(upTo(4), first.seen());
        }
        Notes second = new Notes(1);
        try (Ledger ledger = Ledgers.open(config(data))) {
            ledger.attach(second);
            append(ledger, 1);
        }

        assertEquals(upTo(5), second.seen());
    }

    @Test
    void rebuildsAProjectionWhoseVersionChanged() {
        try (Ledger ledger = Ledgers.open(config(data))) {
            ledger.attach(new Notes(1));
            append(ledger, 3);
        }

        Notes changed = new Notes(2);
        try (Ledger ledger = Ledgers.open(config(data))) {
            ledger.attach(changed);
            assertEquals(1, ledger.recoveries().size());
        }
        assertEquals(upTo(3), changed.seen());
    }

    @Test
    void rebuildsADatabaseThatWasDeleted() throws IOException {
        try (Ledger ledger = Ledgers.open(config(data))) {
            ledger.attach(new Notes(1));
            append(ledger, 3);
        }
        Files.delete(database());

        Notes notes = new Notes(1);
        try (Ledger ledger = Ledgers.open(config(data))) {
            ledger.attach(notes);
        }

        assertEquals(upTo(3), notes.seen());
    }

    @Test
    void setsADatabaseOfGarbageAsideAndSaysSo() throws IOException {
        try (Ledger ledger = Ledgers.open(config(data))) {
            ledger.attach(new Notes(1));
            append(ledger, 3);
        }
        byte[] garbage = new byte[(int) Files.size(database())];
        Arrays.fill(garbage, (byte) 0x5a);
        Files.write(database(), garbage);

        Notes notes = new Notes(1);
        try (Ledger ledger = Ledgers.open(config(data))) {
            ledger.attach(notes);
            assertTrue(ledger.recoveries().getFirst().contains("casemate.mv.db.damaged-1"));
        }

        assertEquals(upTo(3), notes.seen());
        assertTrue(Files.exists(data.resolve("casemate.mv.db.damaged-1")));
    }

    @Test
    void namesTheFirstBadEntryForEveryByteOfTheLog() throws IOException {
        try (Ledger ledger = Ledgers.open(config(data))) {
            append(ledger, 4);
        }
        byte[] sound = Files.readAllBytes(log());
        int entry = 0;
        int next = recordLength(sound, 0);

        for (int i = 0; i < sound.length; i++) {
            if (i == next) {
                entry++;
                next += recordLength(sound, next);
            }
            byte[] damaged = sound.clone();
            damaged[i] ^= (byte) (1 << (i % 8));
            Files.write(log(), damaged);
            Verification verification = Ledgers.verify(data.resolve("ledger"));
            assertEquals(entry, verification.entries(), "byte " + i);
            assertFalse(verification.isSound(), "byte " + i);
            assertTrue(
                    verification.problem().orElseThrow().what().contains("Entry " + entry),
                    "byte " + i);
        }
    }

    private static int recordLength(byte[] log, int at) {
        return at >= log.length ? 1 : LogScanner.HEADER + ByteBuffer.wrap(log).getInt(at);
    }

    @Test
    void refusesToOpenADamagedLogButReadsUpToTheDamage() throws IOException {
        try (Ledger ledger = Ledgers.open(config(data))) {
            append(ledger, 5);
        }
        byte[] bytes = Files.readAllBytes(log());
        bytes[bytes.length / 2] ^= 1;
        Files.write(log(), bytes);

        LedgerException e = assertThrows(LedgerException.class, () -> Ledgers.open(config(data)));

        assertEquals("LEDGER-002", e.problem().code().id());
        assertTrue(e.problem().what().contains("Entry 2"), e.problem().what());
        assertEquals(2, Ledgers.list(data.resolve("ledger"), 0, 10).size());
        assertEquals(bytes.length, Files.size(log()));
    }

    @Test
    void noticesAnEntryThatWasRewrittenWithAFittingChecksum() throws IOException {
        try (Ledger ledger = Ledgers.open(config(data))) {
            append(ledger, 3);
        }
        byte[] bytes = Files.readAllBytes(log());
        int at = recordLength(bytes, 0);
        int length = recordLength(bytes, at) - LogScanner.HEADER;
        byte[] leaf =
                Arrays.copyOfRange(bytes, at + LogScanner.HEADER, at + LogScanner.HEADER + length);
        String changed =
                new String(leaf, java.nio.charset.StandardCharsets.UTF_8)
                        .replace("text 1", "text 9");
        byte[] forged =
                LogScanner.recordOf(changed.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .array();
        System.arraycopy(forged, 0, bytes, at, forged.length);
        Files.write(log(), bytes);

        Verification verification = Ledgers.verify(data.resolve("ledger"));

        assertEquals(1, verification.entries());
        assertEquals("LEDGER-002", verification.problem().orElseThrow().code().id());
        assertThrows(LedgerException.class, () -> Ledgers.open(config(data)));
    }

    @Test
    void noticesThatEntriesBeforeACheckpointAreGone() throws IOException {
        try (Ledger ledger = Ledgers.open(config(data))) {
            append(ledger, 3);
        }
        byte[] bytes = Files.readAllBytes(log());
        Files.write(log(), Arrays.copyOf(bytes, recordLength(bytes, 0)));

        Verification verification = Ledgers.verify(data.resolve("ledger"));

        Problem problem = verification.problem().orElseThrow();
        assertEquals(1, verification.entries());
        assertEquals("Entry 1 of the ledger is gone.", problem.what());
        assertThrows(LedgerException.class, () -> Ledgers.open(config(data)));
    }

    @Test
    void noticesAForgedCheckpoint() throws IOException {
        try (Ledger ledger = Ledgers.open(config(data))) {
            append(ledger, 3);
        }
        Path notes = data.resolve("ledger/checkpoints.note");
        Files.writeString(notes, Files.readString(notes).replace("\n3\n", "\n2\n"));

        Verification verification = Ledgers.verify(data.resolve("ledger"));

        assertEquals("LEDGER-003", verification.problem().orElseThrow().code().id());
    }

    @Test
    void cutsOffARecordThatWasNeverFinished() throws IOException {
        try (Ledger ledger = Ledgers.open(config(data))) {
            append(ledger, 2);
        }
        byte[] bytes = Files.readAllBytes(log());
        int first = recordLength(bytes, 0);
        Files.write(log(), Arrays.copyOf(bytes, first - 5), StandardOpenOption.APPEND);

        Notes notes = new Notes(1);
        try (Ledger ledger = Ledgers.open(config(data))) {
            ledger.attach(notes);
            assertTrue(ledger.recoveries().getFirst().contains("entry 2"));
            ledger.append(draft(2));
            assertTrue(ledger.verify().isSound());
        }
        assertEquals(upTo(3), notes.seen());
    }

    @Test
    void changesNothingWhenTheLogCannotBeWritten() throws IOException {
        AtomicBoolean isFull = new AtomicBoolean();
        Notes notes = new Notes(1);
        LogFile.Opener opener = file -> new FailingFile(LogFile.open(file), isFull);
        try (Ledger ledger = Ledgers.open(config(data), opener)) {
            ledger.attach(notes);
            append(ledger, 2);
            long size = Files.size(log());
            isFull.set(true);

            LedgerException e = assertThrows(LedgerException.class, () -> ledger.append(draft(2)));

            assertEquals("LEDGER-001", e.problem().code().id());
            assertEquals(size, Files.size(log()));
            assertEquals(2, ledger.head().latest().size());
            assertEquals(upTo(2), notes.seen());
            isFull.set(false);
            assertEquals(2, ledger.append(draft(2)).sequence());
            assertTrue(ledger.verify().isSound());
        }
    }

    /// Writes half of a record, then has no room left.
    private record FailingFile(LogFile file, AtomicBoolean isFull) implements LogFile {
        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            if (isFull.get()) {
                file.write(bytes.limit(bytes.limit() / 2), position);
                throw new IOException("No space left on device");
            }
            file.write(bytes, position);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Test
    void keepsAnEntryThatAProjectionCannotApply() {
        Projection broken =
                new FailingProjection(
                        "broken",
                        (_, _) -> {
                            throw new IllegalStateException("no");
                        });
        Notes notes = new Notes(1);
        try (Ledger ledger = Ledgers.open(config(data))) {
            ledger.attach(broken);
            ledger.attach(notes);

            append(ledger, 2);

            assertEquals(2, ledger.head().latest().size());
            assertEquals(upTo(2), notes.seen());
            assertTrue(ledger.recoveries().getFirst().startsWith("LEDGER-007"));
        }
    }

    private interface Reaction {
        void apply(LedgerEntry entry, Connection db);
    }

    private record FailingProjection(String name, Reaction reaction) implements Projection {
        @Override
        public int version() {
            return 1;
        }

        @Override
        public List<String> tables() {
            return List.of();
        }

        @Override
        public List<String> schema() {
            return List.of();
        }

        @Override
        public void apply(LedgerEntry entry, Connection db) {
            reaction.apply(entry, db);
        }

        @Override
        public void published(Connection db) {}
    }

    @Test
    void refusesToWaitForItsOwnThread() {
        CompletableFuture<Throwable> answer = new CompletableFuture<>();
        try (Ledger ledger = Ledgers.open(config(data))) {
            ledger.attach(
                    new FailingProjection(
                            "eager",
                            (_, _) -> {
                                try {
                                    ledger.append(draft(9));
                                } catch (IllegalStateException e) {
                                    answer.complete(e);
                                }
                            }));

            ledger.append(draft(0));
        }

        assertEquals(IllegalStateException.class, answer.join().getClass());
    }

    @Test
    void writesTheEntryOfAnInterruptedCaller() {
        try (Ledger ledger = Ledgers.open(config(data))) {
            Thread.currentThread().interrupt();
            ledger.append(draft(0));

            assertTrue(Thread.interrupted());
            assertEquals(1, ledger.list(0, 5).size());
        }
    }

    @Test
    void numbersTheEntriesOfManyThreadsWithoutHoles() throws InterruptedException {
        ConcurrentLinkedQueue<Long> sequences = new ConcurrentLinkedQueue<>();
        try (Ledger ledger = Ledgers.open(config(data))) {
            List<Thread> threads =
                    LongStream.range(0, 8)
                            .mapToObj(_ ->
                                    Thread.ofVirtual()
                                            .start(() -> {
                                                for (int i = 0; i < 20; i++) {
                                                    sequences.add(
                                                            ledger.append(draft(i)).sequence());
                                                }
                                            }))
                            .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(160, ledger.verify().entries());
            assertTrue(ledger.verify().isSound());
        }

        assertEquals(
                LongStream.range(0, 160).boxed().collect(toSet()),
                sequences.stream().collect(toSet()));
    }

    @Test
    void refusesASecondOwner() {
        try (Ledger _ = Ledgers.open(config(data))) {
            LedgerException e =
                    assertThrows(LedgerException.class, () -> Ledgers.open(config(data)));

            assertEquals("LEDGER-004", e.problem().code().id());
        }
    }

    @Test
    void refusesEntriesOnceClosed() {
        Ledger ledger = Ledgers.open(config(data));
        ledger.close();

        LedgerException e = assertThrows(LedgerException.class, () -> ledger.append(draft(0)));

        assertEquals("LEDGER-008", e.problem().code().id());
    }

    @Test
    void refusesALogThatIsShorterThanTheReadModelRemembers() throws IOException {
        try (Ledger ledger = Ledgers.open(config(data))) {
            ledger.attach(new Notes(1));
            append(ledger, 3);
        }
        Files.delete(data.resolve("ledger/checkpoints.note"));
        byte[] bytes = Files.readAllBytes(log());
        Files.write(log(), Arrays.copyOf(bytes, recordLength(bytes, 0)));

        LedgerException e = assertThrows(LedgerException.class, () -> Ledgers.open(config(data)));

        assertEquals("LEDGER-003", e.problem().code().id());
    }

    @Test
    void exportsEveryEntryAndTheRoot() throws IOException {
        Path file = data.resolve("export.jsonl");
        try (Ledger ledger = Ledgers.open(config(data))) {
            append(ledger, 3);

            assertEquals(3, ledger.export(file));

            List<String> lines = Files.readAllLines(file);
            assertEquals(4, lines.size());
            assertEquals(
                    "{\"root\":\"" + ledger.head().latest().root().hex() + "\",\"size\":3}",
                    lines.getLast());
        }
    }
}
