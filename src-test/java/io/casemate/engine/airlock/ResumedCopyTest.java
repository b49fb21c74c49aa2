package io.casemate.engine.airlock;

import static io.casemate.engine.airlock.SmallModels.FLOAT;
import static io.casemate.engine.airlock.SmallModels.external;
import static io.casemate.engine.airlock.SmallModels.node;
import static io.casemate.engine.airlock.SmallModels.port;
import static io.casemate.engine.airlock.SmallModels.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.models.Revision;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import io.casemate.engine.worker.NativeLibraries;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Imports whose copy was interrupted go on when the same file is imported again.
@Timeout(120)
final class ResumedCopyTest {
    private static final int SIZE = 68 << 20;
    private static final int ROWS = SIZE / 16;
    private static final long ENOUGH = Bytes.mebibytes(40).count();
    private static final long NOTED = Intake.STEP.count();

    @TempDir static Path natives;
    @TempDir Path temp;

    private ImportFixture console;

    @BeforeAll
    static void unpack() throws IOException {
        NativeLibraries.unpack(natives);
    }

    @BeforeEach
    void open() throws IOException {
        console = new ImportFixture(temp.resolve("data"), natives);
    }

    @AfterEach
    void close() {
        console.close();
    }

    /// {@return a file that is copied, and then refused soon: it is no model}
    private Path junk() throws IOException {
        Path stick = Files.createDirectories(temp.resolve("stick"));
        byte[] content = new byte[SIZE];
        new Random(1).nextBytes(content);
        return Files.write(stick.resolve("large.onnx"), content);
    }

    private static byte[] weights() {
        ByteBuffer weights = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; weights.hasRemaining(); i++) {
            weights.putFloat(i);
        }
        return weights.array();
    }

    /// {@return a sound model, with its weights beside it}
    private Path model() throws IOException {
        Path stick = Files.createDirectories(temp.resolve("stick"));
        Proto graph =
                new Proto()
                        .text(2, "g")
                        .message(11, port("x", FLOAT, 4))
                        .message(12, port("y", FLOAT, ROWS, 4))
                        .message(5, external(tensor(FLOAT, ROWS, 4), "location", "w.bin"))
                        .message(1, node("Add", "", "x", "w", "y"));
        Files.write(stick.resolve("w.bin"), weights());
        return Files.write(stick.resolve("m.onnx"), SmallModels.model(graph));
    }

    private static ImportModel command(Path source) {
        return new ImportModel(source, Optional.empty(), Optional.empty());
    }

    private ImportRun run() {
        return console.imports().runs().latest().getFirst();
    }

    /// Cancels an import when some of it is copied.
    private void interrupt(Path source) {
        Progress cancelling =
                (_, _) -> {
                    if (run().copying().bytes() >= ENOUGH) {
                        Thread.currentThread().interrupt();
                    }
                };
        assertThrows(
                InterruptedException.class,
                () -> console.imports().execute(command(source), cancelling));
    }

    private InterruptedCopy kept() {
        List<InterruptedCopy> all = console.imports().interrupted().latest();
        assertEquals(1, all.size(), all.toString());
        return all.getFirst();
    }

    /// {@return what the import of a file that is no model said while it went on}
    private List<String> goOn(Path junk) throws Exception {
        var said = new CopyOnWriteArrayList<String>();

        console.imports().execute(command(junk), (step, _) -> said.add(step));

        QuarantinedItem item = console.imports().quarantined().latest().getFirst();
        assertEquals(Digest.of(Files.readAllBytes(junk)).toString(), item.sha256());
        assertEquals(List.of(), console.imports().interrupted().latest());
        assertEquals(NOTED, figures(ImportStage.INTAKE).counts().get("continued at bytes"));
        return said;
    }

    private StageFigures figures(ImportStage wanted) {
        return run().stages().stream()
                .filter(stage -> stage.stage() == wanted)
                .findFirst()
                .orElseThrow()
                .figures();
    }

    @Test
    void goesOnWhereACancelledCopyStopped() throws Exception {
        Path source = junk();
        interrupt(source);
        InterruptedCopy kept = kept();
        assertEquals(new Bytes(NOTED), kept.copied());
        assertEquals(new Bytes(SIZE), kept.of());
        assertTrue(kept.isOf(source));
        assertEquals(List.of(), console.imports().quarantined().latest());

        List<String> said = goOn(source);

        assertTrue(
                said.stream().anyMatch(step -> step.contains("continued at 32.0 MiB")),
                said.toString());
    }

    @Test
    void goesOnAfterTheProcessWasKilled() throws Exception {
        Path source = junk();
        console.close();
        assertEquals(ImportFixture.HALTED, importElsewhere(source, "copying#12", ""));

        open();

        assertEquals(new Bytes(NOTED), kept().copied());
        assertTrue(console.ledger().verify().isSound());
        goOn(source);
    }

    /// A limit on the size of files stands for a disk that is full.
    @Test
    void goesOnAfterTheDiskTookNoMore() throws Exception {
        Path source = junk();
        console.close();
        assertNotEquals(0, importElsewhere(source, "", "ulimit -f 90000; "));

        open();

        assertEquals(new Bytes(NOTED), kept().copied());
        assertEquals(List.of(), console.imports().quarantined().latest());
        goOn(source);
    }

    private int importElsewhere(Path source, String failpoint, String limit) throws Exception {
        return new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        limit + "exec \"$@\"",
                        "importing",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dcasemate.failpoint=" + failpoint,
                        "-Donnxruntime.native.path=" + natives,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImportingConsole.class.getName(),
                        temp.resolve("data").toString(),
                        source.toString())
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("said.txt").toFile())
                .start()
                .waitFor();
    }

    @Test
    void letsAModelInWhoseDataWereCopiedInTwoGoes() throws Exception {
        Path source = model();
        interrupt(source);
        assertEquals(new Bytes(NOTED), kept().copied());
        assertEquals(List.of(), console.imports().quarantined().latest());

        Revision revision = ImportFixture.done(console.execute(source));

        Path stored = console.models().modelFile(revision.id()).resolveSibling("w.bin");
        assertEquals(-1, Files.mismatch(source.resolveSibling("w.bin"), stored));
        assertEquals(NOTED, figures(ImportStage.EXTERNAL_DATA).counts().get("continued at bytes"));
        assertEquals(List.of(), ImportFixture.listed(console.quarantine()));
    }
}
