package io.casemate.engine.airlock;

import static io.casemate.engine.airlock.SmallModels.FLOAT;
import static io.casemate.engine.airlock.SmallModels.adding;
import static io.casemate.engine.airlock.SmallModels.external;
import static io.casemate.engine.airlock.SmallModels.floats;
import static io.casemate.engine.airlock.SmallModels.sound;
import static io.casemate.engine.airlock.SmallModels.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.models.Origin;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionAdmitted;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Digest;
import io.casemate.engine.worker.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Models that come packed, or laid out for other tools, through the whole airlock.
@Timeout(120)
final class BundleImportTest {
    private static final byte[] WEIGHTS = floats(1, 2, 3, 4);
    private static final byte[] WITH_DATA =
            adding(external(tensor(FLOAT, 4), "location", "data/w.bin"));
    private static final byte[] SAMPLE = tensor(FLOAT, 4).bytes(9, new byte[16]).toBytes();

    @TempDir static Path natives;
    @TempDir Path temp;
    private ImportFixture console;
    private BundleFiles files;

    @BeforeAll
    static void unpack() throws IOException {
        NativeLibraries.unpack(natives);
    }

    @BeforeEach
    void open() throws IOException {
        console = new ImportFixture(temp.resolve("console"), natives);
        files = BundleFiles.in(temp.resolve("files"));
    }

    @AfterEach
    void close() throws IOException {
        assertEquals(List.of(), ImportFixture.listed(console.quarantine()));
        console.close();
    }

    private StagePassed passed(ImportStage stage) {
        return console.entries().stream()
                .filter(entry -> entry.is(StagePassed.class))
                .map(entry -> entry.event(StagePassed.class))
                .filter(passed -> passed.stage() == stage)
                .findFirst()
                .orElseThrow();
    }

    private void assertHasItsData(Revision revision) throws IOException {
        Path kept = console.models().modelFile(revision.id()).resolveSibling("data/w.bin");
        assertEquals(Digest.of(WEIGHTS), Digest.of(Files.readAllBytes(kept)));
    }

    @Test
    void takesAModelWithDataAndGoldenSetOutOfAZip() throws Exception {
        files.put("net/Cat Finder.onnx", WITH_DATA);
        files.put("net/data/w.bin", WEIGHTS);
        files.put("net/test_data_set_0/input_0.pb", SAMPLE);
        files.put("README.md", "about it");
        Path archive = files.zipped(temp.resolve("Cat v2.zip"));

        Revision revision = ImportFixture.done(console.execute(archive));

        assertEquals("cat-finder", revision.model().text());
        assertEquals(new Origin.Imported("Cat v2.zip"), revision.origin());
        assertEquals(Stage.VERIFIED, revision.stage());
        assertTrue(revision.golden().isPresent());
        assertHasItsData(revision);
        assertEquals(
                Optional.of(passed(ImportStage.RELEASE).importId().text()),
                console.entries().stream()
                        .filter(entry -> entry.is(RevisionAdmitted.class))
                        .findFirst()
                        .orElseThrow()
                        .event(RevisionAdmitted.class)
                        .importId());
        StagePassed unpacked = passed(ImportStage.UNPACK);
        assertEquals("a ZIP archive", unpacked.words().get("found in"));
        assertEquals("Cat Finder.onnx", unpacked.words().get("file"));
        assertEquals(Digest.of(WITH_DATA).hex(), unpacked.words().get("sha256"));
        assertEquals((long) WITH_DATA.length, unpacked.counts().get("bytes"));
        assertEquals(
                List.of("INTAKE", "IDENTIFY", "UNPACK", "PROVENANCE", "STRUCTURE"),
                console.entries().stream()
                        .limit(5)
                        .map(entry -> entry.event(StagePassed.class).stage().name())
                        .toList());
    }

    @Test
    void takesTheSameModelOutOfTarAndTarGzOnce() throws Exception {
        files.put("model.onnx", WITH_DATA);
        files.put("data/w.bin", WEIGHTS);
        byte[] tar = files.tar();
        Path plain = Files.write(temp.resolve("one.tar"), tar);
        Path packed = Files.write(temp.resolve("two.tar.gz"), Tars.gzip(tar));

        Revision first = ImportFixture.done(console.execute(plain));
        Revision second = ImportFixture.done(console.execute(packed));

        assertEquals("one", first.model().text());
        assertEquals(first, second);
        assertHasItsData(first);
    }

    @Test
    void takesTheNewestVersionOutOfATritonFolderAndTellsSo() throws Exception {
        files.putTriton("repository/detector", sound());
        files.put("repository/detector/golden/test_data_set_0/input_0.pb", SAMPLE);

        Revision revision = ImportFixture.done(console.execute(files.folder()));

        assertEquals("the-name-", revision.model().text());
        assertEquals(Digest.of(sound()), revision.id().digest());
        assertTrue(revision.golden().isPresent());
        StagePassed unpacked = passed(ImportStage.UNPACK);
        assertEquals("a folder with a Triton repository", unpacked.words().get("found in"));
        assertEquals(List.of("Version 10 of [10, 2] was taken, the newest."), unpacked.notes());
    }

    @Test
    void takesAModelOutOfAnOciLayout() throws Exception {
        files.putModelPack(Map.of("m/model.onnx", WITH_DATA, "m/data/w.bin", WEIGHTS));

        Revision revision = ImportFixture.done(console.execute(files.folder()));

        assertEquals("detector", revision.model().text());
        assertHasItsData(revision);
    }

    @Test
    void looksIntoAnArchiveWithoutLettingAnythingIn() throws Exception {
        files.put("model.onnx", sound());
        Path archive = files.zipped(temp.resolve("cat.zip"));

        Outcome<Inspection> outcome = console.imports().inspect(archive, Progress.NONE);

        Inspection found = ((Outcome.Done<Inspection>) outcome).value();
        assertEquals(Digest.of(sound()), found.sha256());
        assertEquals("cat.zip", found.source());
        assertEquals(1, found.facts().nodes());
        assertEquals(List.of(), console.entries());
    }
}
