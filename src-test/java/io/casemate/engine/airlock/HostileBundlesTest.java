package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Digest;
import io.casemate.engine.worker.NativeLibraries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Archives and folders that are turned away, and leave nothing anywhere but in quarantine.
@Timeout(120)
final class HostileBundlesTest {
    private static final byte[] MODEL = SmallModels.sound();

    @TempDir static Path natives;
    @TempDir Path temp;
    private ImportFixture console;
    private Path stick;

    @BeforeAll
    static void unpack() throws IOException {
        NativeLibraries.unpack(natives);
    }

    @BeforeEach
    void open() throws IOException {
        stick = Files.createDirectories(temp.resolve("stick"));
        console = new ImportFixture(temp.resolve("console"), natives);
    }

    @AfterEach
    void close() {
        console.close();
    }

    private Problem refused(String code, Path source) throws Exception {
        List<Path> before = everything();

        Problem problem = console.assertRefused(code, source);

        assertEquals(before, everything());
        return problem;
    }

    /// What the ledger, its database and the JVMs' cache write on their own does not count.
    private List<Path> everything() throws IOException {
        try (Stream<Path> all = Files.walk(temp)) {
            return all.filter(file -> !file.startsWith(temp.resolve("console/ledger")))
                    .filter(file -> !file.getParent().equals(temp.resolve("console")))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(stick.resolve(name), content);
    }

    @Test
    void refusesEntriesThatLeadOutside() throws Exception {
        Problem zip = refused("AL-201", file("a.zip", zip(Map.of("../../m.onnx", MODEL))));
        assertEquals("a.zip was not imported.", zip.what());
        assertTrue(zip.why().contains("../../m.onnx"), zip.why());

        refused("AL-201", file("a.tar", Tars.of("/m.onnx", MODEL)));
    }

    @Test
    void refusesBombs() throws Exception {
        refused("AL-204", file("a.zip", zip(Map.of("m.onnx", new byte[64 << 20]))));
        refused("AL-204", file("a.tgz", Tars.gzip(Tars.of("m.onnx", new byte[64 << 20]))));
    }

    @Test
    void refusesArchivesInArchives() throws Exception {
        byte[] inner = zip(Map.of("m.onnx", MODEL));

        refused("AL-206", file("a.zip", zip(Map.of("inner.zip", inner))));
        refused("AL-206", file("a.tar", Tars.of("m.onnx", inner)));
    }

    @Test
    void refusesEncryptedEntries() throws Exception {
        byte[] zip = zip(Map.of("m.onnx", MODEL));
        zip[6] |= 1; // flags of the local header
        zip[directoryOf(zip) + 8] |= 1;

        refused("AL-207", file("a.zip", zip));
    }

    private static int directoryOf(byte[] zip) {
        int at = zip.length - 1;
        while (!(zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2)) {
            at--;
        }
        return at;
    }

    @Test
    void refusesAnArchiveThatIsCutOff() throws Exception {
        byte[] tar = Tars.gzip(Tars.of("m.onnx", new byte[5000]));

        refused("AL-209", file("a.tar.gz", Arrays.copyOf(tar, tar.length - 12)));
    }

    @Test
    void refusesOtherThingsUnderTheNameOfAModel() throws Exception {
        byte[] pickle = {(byte) 0x80, 4, (byte) 0x95, 0, 0, 0};

        refused("AL-101", file("a.zip", zip(Map.of("m.onnx", pickle))));
        refused("AL-101", file("b.zip", zip(Map.of("m/data.pkl", pickle))));
        refused("AL-401", file("c.zip", zip(Map.of("m.onnx", "no model".getBytes()))));
    }

    @Test
    void keepsAnArchiveThatItTurnsAwayAsItCame() throws Exception {
        byte[] content = zip(Map.of("one.onnx", MODEL, "two.onnx", MODEL));

        assertEquals(
                "AL-006",
                ImportFixture.refused(console.execute(file("a.zip", content))).code().id());

        QuarantinedItem item = console.imports().quarantined().latest().getFirst();
        assertEquals(ImportStage.UNPACK, item.stage());
        assertEquals(content.length, item.bytes().count());
        Path cell = console.quarantine().resolve(item.id().text());
        try (Stream<Path> all = Files.walk(cell)) {
            assertEquals(
                    List.of("a.zip", "item.json"),
                    all.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void refusesAFolderWithALinkInIt() throws Exception {
        Path folder = Files.createDirectories(stick.resolve("m/1"));
        Path secret = Files.write(temp.resolve("secret.onnx"), MODEL);
        Files.createSymbolicLink(folder.resolve("model.onnx"), secret);

        refused("AL-001", stick.resolve("m"));
    }

    @Test
    void refusesAChangedBlobOfAnOciLayout() throws Exception {
        BundleFiles files = BundleFiles.in(stick.resolve("layout"));
        files.putModelPack(Map.of("model.onnx", MODEL));
        String hex = Digest.of(MODEL).hex();
        byte[] changed = MODEL.clone();
        changed[MODEL.length - 1] ^= 1;
        files.put("blobs/sha256/" + hex, changed);

        refused("AL-214", files.folder());
    }
}
