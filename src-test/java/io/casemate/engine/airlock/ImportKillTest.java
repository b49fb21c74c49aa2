package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.engine.worker.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Ends the process at every step of an import as a power cut would, on one data folder: afterwards
/// there is no revision too many, quarantine is clean or tells the truth, the ledger holds, and the
/// same import goes through.
@Timeout(300)
final class ImportKillTest {
    private static final List<String> BEFORE_ADMISSION =
            List.of(
                    "begun",
                    "copying",
                    "copied",
                    "golden",
                    "identified",
                    "inspected",
                    "data",
                    "tried",
                    "releasing");
    private static final List<String> OF_AN_ARCHIVE = List.of("unpacking", "unpacked");
    private static final List<String> AFTER_ADMISSION = List.of("admitted", "released");
    private static final List<String> OF_A_REFUSAL = List.of("refused", "kept", "told");

    @TempDir Path temp;

    private Path folder(String point, int weight) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("stick").resolve(point));
        byte[] weights = SmallModels.floats(weight, 1, 2, 3);
        Files.write(
                folder.resolve("model.onnx"),
                SmallModels.adding(SmallModels.tensor(SmallModels.FLOAT, 4).bytes(9, weights)));
        byte[] sample = SmallModels.tensor(SmallModels.FLOAT, 4).bytes(9, new byte[16]).toBytes();
        Files.createDirectories(folder.resolve("test_data_set_0"));
        Files.write(folder.resolve("test_data_set_0/input_0.pb"), sample);
        return folder;
    }

    @Test
    void leavesNothingHalfDoneWhereverItIsKilled() throws Exception {
        NativeLibraries.unpack(temp.resolve("natives"));
        int revisions = 0;
        for (String point : BEFORE_ADMISSION) {
            Path source = folder(point, revisions);
            kill(point, source);
            assertSound(point, revisions, 0);
            revisions++;
            importNow(source);
            assertSound(point, revisions, 0);
        }
        for (String point : OF_AN_ARCHIVE) {
            Path archive = temp.resolve(point + ".zip");
            Path source = new BundleFiles(folder(point, revisions)).zipped(archive);
            kill(point, source);
            assertSound(point, revisions, 0);
            revisions++;
            importNow(source);
            assertSound(point, revisions, 0);
        }
        for (String point : AFTER_ADMISSION) {
            Path source = folder(point, revisions);
            kill(point, source);
            revisions++;
            assertSound(point, revisions, 0);
            importNow(source);
            assertSound(point, revisions, 0);
        }
        Path bad = Files.writeString(temp.resolve("bad.onnx"), "this is no model");
        int kept = 0;
        for (String point : OF_A_REFUSAL) {
            kill(point, bad);
            kept += point.equals("refused") ? 0 : 1;
            assertSound(point, revisions, kept);
        }
    }

    private void kill(String point, Path source) throws Exception {
        Path natives = temp.resolve("natives");
        Process console =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Dcasemate.failpoint=" + point,
                                "-Donnxruntime.native.path=" + natives,
                                "-cp",
                                System.getProperty("java.class.path"),
                                ImportingConsole.class.getName(),
                                temp.resolve("data").toString(),
                                source.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(console.getInputStream().readAllBytes());
        assertEquals(ImportFixture.HALTED, console.waitFor(), point + ": " + said);
    }

    private void importNow(Path source) throws Exception {
        try (var console = console()) {
            Revision revision = ImportFixture.done(console.execute(source));
            assertEquals(Stage.VERIFIED, revision.stage());
        }
    }

    private ImportFixture console() throws IOException {
        return new ImportFixture(temp.resolve("data"), temp.resolve("natives"));
    }

    private void assertSound(String point, int revisions, int kept) throws Exception {
        try (var console = console()) {
            assertEquals(revisions, console.models().registry().latest().revisions().size(), point);
            List<QuarantinedItem> items = console.imports().quarantined().latest();
            assertEquals(kept, items.size(), point);
            assertEquals(kept, ImportFixture.listed(console.quarantine()).size(), point);
            items.forEach(item -> assertEquals("AL-401", item.code()));
            assertTrue(console.ledger().verify().isSound(), point);
            assertEquals(revisions, admissions(console), point);
        }
    }

    private static long admissions(ImportFixture console) {
        return console.entries().stream()
                .map(LedgerEntry::action)
                .filter("RevisionAdmitted"::equals)
                .count();
    }
}
