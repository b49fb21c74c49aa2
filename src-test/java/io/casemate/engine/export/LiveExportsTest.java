package io.casemate.engine.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.signing.Provenance;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What leaves the store, and what does not.
final class LiveExportsTest {
    @TempDir Path temp;
    private Shop shop;
    private Revision revision;

    @BeforeEach
    void open() throws IOException {
        shop = Shop.open(temp);
        revision = shop.admit();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void writesPlainFilesWithSignatureGoldenSetAndBom() throws Exception {
        TrustStore trust = shop.sign(revision, "key.pem");

        Exported exported = shop.export(revision, ExportFormat.FOLDER, "stick");

        Path folder = shop.out().resolve("stick");
        assertEquals(
                Set.of(
                        "bom.cdx.json",
                        "golden/labels.npy",
                        "golden/x.npy",
                        "magika/data/w.bin",
                        "magika/model.onnx",
                        "magika/model.sig"),
                Shop.contents(folder).keySet());
        assertArrayEquals(
                Files.readAllBytes(shop.models().modelFile(revision.id())),
                Files.readAllBytes(folder.resolve("magika/model.onnx")));
        Path model = folder.resolve("magika");
        Shop.done(
                new Provenance(Clock.systemUTC()).verify(model, model.resolve("model.sig"), trust));
        assertEquals(
                revision.id().toString(),
                Json.mapper()
                        .readTree(Files.readString(folder.resolve("bom.cdx.json")))
                        .at("/metadata/component/version")
                        .asString());
        assertEquals(4, exported.files());
        assertTrue(exported.signature().isPresent());
    }

    @Test
    void takesTheSignatureThatWasMadeLast() throws Exception {
        shop.sign(revision, "first.pem");
        TrustStore last = shop.sign(revision, "second.pem");

        shop.export(revision, ExportFormat.FOLDER, "stick");

        Path model = shop.out().resolve("stick/magika");
        Shop.done(
                new Provenance(Clock.systemUTC()).verify(model, model.resolve("model.sig"), last));
    }

    @Test
    void leavesTheGoldenSetWhereThatIsWished() throws Exception {
        var command =
                new ExportRevision(
                        revision.id(), ExportFormat.FOLDER, shop.out().resolve("stick"), false);

        Shop.done(shop.exports().execute(command, Progress.NONE));

        assertEquals(
                Set.of("bom.cdx.json", "magika/data/w.bin", "magika/model.onnx"),
                Shop.contents(shop.out().resolve("stick")).keySet());
    }

    @Test
    void writesTheSameBytesEachTime() throws Exception {
        shop.sign(revision, "key.pem");
        for (ExportFormat format : ExportFormat.values()) {
            shop.export(revision, format, "one-" + format);
            shop.export(revision, format, "two-" + format);

            assertEquals(
                    Shop.contents(shop.out().resolve("one-" + format)),
                    Shop.contents(shop.out().resolve("two-" + format)));
        }

        assertEquals(2 * ExportFormat.values().length, shop.listed().size());
    }

    @Test
    void writesTheLedger() throws Exception {
        for (ExportFormat format : ExportFormat.values()) {
            Exported exported = shop.export(revision, format, "copy-" + format);

            LedgerEntry last = shop.ledger().list(0, 100).getLast();
            assertEquals(
                    new RevisionExported(
                            revision.id(),
                            format,
                            shop.out().resolve("copy-" + format).toString(),
                            exported.bytes(),
                            revision.golden(),
                            Optional.empty(),
                            exported.manifest()),
                    last.event(RevisionExported.class));
            assertEquals(revision.id().toString(), last.subject());
        }
    }

    @Test
    void replacesNothing() throws Exception {
        Files.writeString(shop.out().resolve("file"), "mine");
        Files.createDirectory(shop.out().resolve("folder"));
        Files.createSymbolicLink(shop.out().resolve("link"), Path.of("nowhere"));

        for (ExportFormat format : ExportFormat.values()) {
            for (String name : List.of("file", "folder", "link")) {
                assertEquals("EXPORT-001", refused(format, name).code().id());
            }
        }

        assertEquals(List.of("file", "folder", "link"), shop.listed());
        assertEquals("mine", Files.readString(shop.out().resolve("file")));
    }

    @Test
    void leavesAloneWhatAnotherExportHasBegun() throws Exception {
        Path other = Files.createDirectory(shop.out().resolve("copy.unfinished"));
        Files.writeString(other.resolve("x"), "x");

        for (ExportFormat format : ExportFormat.values()) {
            assertEquals("EXPORT-006", refused(format, "copy").code().id());
        }

        assertEquals(Set.of("x"), Shop.contents(other).keySet());
    }

    @Test
    void refusesAPlaceThatIsNotThere() throws Exception {
        Problem problem = refused(ExportFormat.FOLDER, "none/copy");

        assertEquals("EXPORT-002", problem.code().id());
        assertEquals(List.of(), shop.listed());
    }

    @Test
    void letsNothingOutThatIsNotWhatWasLetIn() throws Exception {
        Path weights = shop.stored(revision).resolve("data/w.bin");
        assertTrue(weights.toFile().setWritable(true));
        Files.write(weights, new byte[Shop.WEIGHTS - 1]);

        for (ExportFormat format : ExportFormat.values()) {
            assertEquals("EXPORT-004", refused(format, "copy").code().id());
        }

        assertEquals(List.of(), shop.listed());
        assertFalse(isInLedger());
    }

    @Test
    void refusesARevisionWhoseFilesAreLost() throws Exception {
        Files.move(shop.stored(revision), temp.resolve("elsewhere"));

        assertEquals("EXPORT-004", refused(ExportFormat.FOLDER, "copy").code().id());
    }

    @Test
    void leavesNothingWhenItIsCancelledWhileItWrites() throws Exception {
        Progress impatient =
                (step, _) -> {
                    if (step.startsWith("Writing")) {
                        Thread.currentThread().interrupt();
                    }
                };

        for (ExportFormat format : ExportFormat.values()) {
            ExportRevision command = shop.command(revision, format, "copy");
            assertThrows(
                    InterruptedException.class, () -> shop.exports().execute(command, impatient));
            assertFalse(Thread.interrupted());
        }

        assertEquals(List.of(), shop.listed());
        assertFalse(isInLedger());
    }

    /// A stick that is pulled out, a disk that goes bad: what matters is what is left.
    @Test
    void leavesNothingWhenAFileCannotBeReadOrWasChangedWhileItWrites() throws Exception {
        Path weights = shop.stored(revision).resolve("data/w.bin");
        assertTrue(weights.toFile().setWritable(true));
        for (ExportFormat format : ExportFormat.values()) {
            for (byte[] meanwhile : List.of(new byte[0], new byte[] {1})) {
                Files.write(weights, new byte[Shop.WEIGHTS]);
                Progress meddler =
                        (step, _) -> {
                            if (step.startsWith("Writing")) {
                                write(weights, meanwhile);
                            }
                        };
                Outcome<Exported> outcome =
                        shop.exports().execute(shop.command(revision, format, "copy"), meddler);

                assertEquals("EXPORT-005", Shop.refused(outcome).code().id());
                assertEquals(List.of(), shop.listed());
            }
        }
        assertFalse(isInLedger());
    }

    /// Replaces the start of a file; deletes it when there is nothing to put there.
    private static void write(Path file, byte[] start) {
        try {
            if (start.length == 0) {
                Files.deleteIfExists(file);
            } else {
                Files.write(file, start, StandardOpenOption.WRITE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        List<Double> fractions = new ArrayList<>();

        Shop.done(
                shop.exports()
                        .execute(
                                shop.command(revision, ExportFormat.OCI_ARCHIVE, "copy.tar"),
                                (_, fraction) -> fractions.add(fraction)));

        assertTrue(fractions.stream().allMatch(fraction -> fraction >= 0 && fraction <= 1));
        assertTrue(fractions.size() > 3, fractions.toString());
    }

    @Test
    void refusesNamesThatNotEverySystemTakes() throws Exception {
        Revision odd =
                shop.admit(
                        "odd", Map.of("model.onnx", "m".getBytes(), "what?.bin", new byte[] {1}));

        Problem problem =
                Shop.refused(
                        shop.exports()
                                .execute(
                                        shop.command(odd, ExportFormat.OCI_LAYOUT, "copy"),
                                        Progress.NONE));

        assertEquals("EXPORT-008", problem.code().id());
        assertEquals(List.of(), shop.listed());
    }

    @Test
    void givesAModelAnotherFolderWhereItsNameIsTaken() throws Exception {
        Revision golden = shop.admit("golden", Map.of("model.onnx", "g".getBytes()));
        Revision device = shop.admit("con", Map.of("model.onnx", "c".getBytes()));

        shop.export(golden, ExportFormat.FOLDER, "one");
        shop.export(device, ExportFormat.FOLDER, "two");

        assertTrue(Files.exists(shop.out().resolve("one/model/model.onnx")));
        assertTrue(Files.exists(shop.out().resolve("two/model/model.onnx")));
    }

    private Problem refused(ExportFormat format, String name) throws InterruptedException {
        Outcome<Exported> outcome =
                shop.exports().execute(shop.command(revision, format, name), Progress.NONE);
        return Shop.refused(outcome);
    }

    private boolean isInLedger() {
        return shop.ledger().list(0, 100).stream()
                .anyMatch(entry -> entry.is(RevisionExported.class));
    }
}
