package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerConfig;
import io.casemate.engine.ledger.Ledgers;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Copies that are interrupted and go on, without the rest of an import.
@Timeout(60)
final class CopiesTest {
    private static final int SIZE = 68 << 20;
    private static final long ENOUGH = Bytes.mebibytes(40).count();
    private static final long NOTED = Intake.STEP.count();

    @TempDir Path temp;

    private Ledger ledger;
    private Quarantine quarantine;

    @BeforeEach
    void open() throws IOException {
        ledger =
                Ledgers.open(
                        new LedgerConfig(
                                temp.resolve("ledger"),
                                temp.resolve("casemate.mv.db"),
                                temp.resolve("keys"),
                                Clock.systemUTC(),
                                () -> "operator"));
        quarantine = Quarantine.open(temp.resolve("quarantine"), ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Path source(String name, long seed) throws IOException {
        byte[] content = new byte[SIZE];
        new Random(seed).nextBytes(content);
        return Files.write(temp.resolve(name), content);
    }

    /// What one copy came to.
    private record Copied(Digest sha256, long continuedAt, List<String> remarks) {}

    private Copied copy(Path source, Consumer<Copying> watch)
            throws IOException, InterruptedException {
        try (Quarantine.Cell cell = quarantine.importCell(ImportId.next())) {
            var copies =
                    new Copies(cell, new ImportModel(source, Optional.empty(), Optional.empty()));
            copies.expect(Files.size(source), watch);
            Path target = cell.bundle().resolve(source.getFileName());
            Digest digest = copies.copy(source, target);
            assertEquals(-1, Files.mismatch(source, target));
            copies.finish();
            return new Copied(digest, copies.continuedAt(), copies.remarks());
        }
    }

    private void interrupt(Path source) {
        Consumer<Copying> cancelling =
                copying -> {
                    if (copying.bytes() >= ENOUGH) {
                        Thread.currentThread().interrupt();
                    }
                };
        assertThrows(
                InterruptedException.class,
                () -> Passage.unlessBroken(source, () -> Outcome.done(copy(source, cancelling))));
        assertEquals(new Bytes(NOTED), interrupted().getFirst().copied());
    }

    private List<InterruptedCopy> interrupted() {
        return quarantine.interrupted().latest();
    }

    private Copied goOn(Path source) throws Exception {
        Copied copied = copy(source, _ -> {});
        assertEquals(Digest.of(Files.readAllBytes(source)), copied.sha256());
        assertEquals(List.of(), interrupted());
        return copied;
    }

    private static void change(Path file, long at, FileTime time) throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int before = open.read();
            open.seek(at);
            open.write(before ^ 1);
        }
        Files.setLastModifiedTime(file, time);
    }

    private static void assertBegunAnew(String why, Copied copied) {
        assertEquals(0, copied.continuedAt());
        assertEquals(1, copied.remarks().size());
        assertTrue(copied.remarks().getFirst().contains(why), copied.remarks().toString());
    }

    @Test
    void goesOnWhenTheSourceIsWhatItWas() throws Exception {
        Path source = source("m.onnx", 1);
        interrupt(source);

        Copied copied = goOn(source);

        assertEquals(new Copied(copied.sha256(), NOTED, List.of()), copied);
    }

    @Test
    void goesOnMoreThanOnce() throws Exception {
        Path source = source("m.onnx", 1);
        interrupt(source);
        interrupt(source);

        assertEquals(NOTED, goOn(source).continuedAt());
    }

    @Test
    void beginsAnewWhenTheSourceHasOtherBytesUnderTheSameSizeAndTime() throws Exception {
        Path source = source("m.onnx", 1);
        interrupt(source);
        change(source, NOTED - 1, Files.getLastModifiedTime(source));

        assertBegunAnew("the source has other bytes", goOn(source));
    }

    @Test
    void takesTheRestOfTheSourceAsItIsNow() throws Exception {
        Path source = source("m.onnx", 1);
        interrupt(source);
        change(source, NOTED, Files.getLastModifiedTime(source));

        assertEquals(NOTED, goOn(source).continuedAt());
    }

    @Test
    void beginsAnewWhenTheSourceHasAnotherTime() throws Exception {
        Path source = source("m.onnx", 1);
        interrupt(source);
        change(source, ENOUGH, FileTime.fromMillis(1_000_000));

        assertBegunAnew("time of change", goOn(source));
    }

    @Test
    void beginsAnewWhenWhatWasKeptIsDamaged() throws Exception {
        Path source = source("m.onnx", 1);
        interrupt(source);
        change(keptFile(), 4096, FileTime.fromMillis(0));

        assertBegunAnew("the source has other bytes", goOn(source));
    }

    private Path keptFile() {
        String id = interrupted().getFirst().id().text();
        return temp.resolve("quarantine").resolve(id).resolve("bundle/m.onnx");
    }

    @Test
    void keepsWhatCanGoOnOverARestartAndNothingElse() throws Exception {
        Path source = source("m.onnx", 1);
        interrupt(source);
        List<InterruptedCopy> before = interrupted();
        Files.writeString(keptFile().resolveSibling("other"), "half");
        Files.createDirectories(temp.resolve("quarantine/0123456789ab/model"));

        quarantine = Quarantine.open(temp.resolve("quarantine"), ledger);

        assertEquals(before, interrupted());
        assertEquals(List.of(keptFile()), ImportFixture.listed(keptFile().getParent()));
        assertEquals(1, ImportFixture.listed(temp.resolve("quarantine")).size());
        assertEquals(NOTED, goOn(source).continuedAt());
    }

    @Test
    void clearsAwayACopyThatIsShorterThanItsNoteSays() throws Exception {
        interrupt(source("m.onnx", 1));
        try (var open = new RandomAccessFile(keptFile().toFile(), "rw")) {
            open.setLength(NOTED - 1);
        }

        quarantine = Quarantine.open(temp.resolve("quarantine"), ledger);

        assertEquals(List.of(), interrupted());
        assertEquals(List.of(), ImportFixture.listed(temp.resolve("quarantine")));
    }

    @Test
    void letsTheOldestMakeWayWhenThereAreTooMany() throws Exception {
        quarantine =
                Quarantine.open(
                        temp.resolve("quarantine"),
                        ledger,
                        new PartialCopies.Limits(1, Bytes.gibibytes(1), Duration.ofDays(1)));
        interrupt(source("a.onnx", 1));
        Path newer = source("b.onnx", 2);

        interrupt(newer);

        assertEquals(
                List.of("b.onnx"), interrupted().stream().map(InterruptedCopy::source).toList());
        assertEquals(1, ImportFixture.listed(temp.resolve("quarantine")).size());
        assertEquals("a.onnx", ledger.list(0, 9).getLast().event(CopyDiscarded.class).source());
    }

    @Test
    void deletesAnInterruptedCopyWhenAskedAndSaysSo() throws Exception {
        interrupt(source("m.onnx", 1));
        ImportId id = interrupted().getFirst().id();

        quarantine.discard(id);

        assertEquals(List.of(), interrupted());
        assertEquals(List.of(), ImportFixture.listed(temp.resolve("quarantine")));
        CopyDiscarded told = ledger.list(0, 9).getLast().event(CopyDiscarded.class);
        assertEquals(new CopyDiscarded(id, "m.onnx", NOTED), told);
        assertEquals("AL-007", codeOf(quarantine.discard(id)));
    }

    private static String codeOf(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(Problem problem) ? problem.code().id() : "";
    }

    @Test
    void refusesAFileThatTheDiskHasNoRoomFor() throws Exception {
        Path source = temp.resolve("m.onnx");
        long size = Bytes.gibibytes(64).count();
        Assumptions.assumeTrue(Files.getFileStore(temp).getUsableSpace() < 2 * size);
        try (var open = new RandomAccessFile(source.toFile(), "rw")) {
            open.setLength(size); // sparse: takes no room itself
        }

        Refusal refusal = assertThrows(Refusal.class, () -> copy(source, _ -> {}));

        assertEquals("AL-004", refusal.problem().code().id());
        assertTrue(refusal.problem().why().contains("128 GiB needed"), refusal.toString());
    }

    @Test
    void trustsTheFileSystemOnlyWhereItTellsOfEveryWrite() throws Exception {
        Path source = Files.write(temp.resolve("m.onnx"), new byte[9]);
        var attributes = Files.readAttributes(source, BasicFileAttributes.class);
        Instant later = Instant.now().plusSeconds(10);
        SourceStamp before = SourceStamp.of(source, attributes, later);
        Assumptions.assumeTrue(before.proof().isPresent(), Files.getFileStore(temp).type());
        assertTrue(before.isProvenBy(SourceStamp.of(source, attributes, later)));
        assertTrue(SourceStamp.of(source, attributes, Instant.now()).proof().isEmpty());

        change(source, 3, attributes.lastModifiedTime());

        SourceStamp after =
                SourceStamp.of(
                        source, Files.readAttributes(source, BasicFileAttributes.class), later);
        assertTrue(before.looksLike(after));
        assertEquals(false, before.isProvenBy(after));
    }
}
