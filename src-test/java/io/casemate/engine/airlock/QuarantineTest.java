package io.casemate.engine.airlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What waits in quarantine, and how it gets out of there.
@Timeout(60)
final class QuarantineTest {
    private static final byte[] PROGRAM = {0x7f, 'E', 'L', 'F', 2};

    @TempDir Path temp;

    private ImportFixture console;

    @BeforeEach
    void open() throws IOException {
        console = new ImportFixture(temp.resolve("data"), temp.resolve("natives"));
    }

    @AfterEach
    void close() {
        console.close();
    }

    private Path file(String name, byte[] content) throws IOException {
        Path stick = Files.createDirectories(temp.resolve("stick"));
        return Files.write(stick.resolve(name), content);
    }

    private QuarantinedItem refusedItem() throws Exception {
        ImportFixture.refused(console.execute(file("tool.onnx", PROGRAM)));
        return console.imports().quarantined().latest().getFirst();
    }

    @Test
    void keepsWhatWasRefusedReadOnlyAndSaysWhatItIs() throws Exception {
        QuarantinedItem item = refusedItem();

        assertEquals("tool.onnx", item.source());
        assertEquals("AL-104", item.code());
        assertEquals(ImportStage.IDENTIFY, item.stage());
        assertEquals(Digest.of(PROGRAM).toString(), item.sha256());
        Path cell = console.quarantine().resolve(item.id().text());
        Path kept = cell.resolve("bundle/tool.onnx");
        assertEquals(PROGRAM.length, Files.size(kept));
        assertEquals("r--------", modeOf(kept));
        assertEquals("rwx------", modeOf(cell));
    }

    private static String modeOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void keepsItOverARestart() throws Exception {
        QuarantinedItem item = refusedItem();
        console.close();

        open();

        assertEquals(List.of(item), console.imports().quarantined().latest());
    }

    @Test
    void purgesWhatIsNamedAndSaysSoInTheLedger() throws Exception {
        QuarantinedItem item = refusedItem();

        console.imports().purge(item.id());

        assertEquals(List.of(), console.imports().quarantined().latest());
        assertEquals(List.of(), ImportFixture.listed(console.quarantine()));
        QuarantinePurged told = console.entries().getLast().event(QuarantinePurged.class);
        assertEquals(item.id(), told.importId());
    }

    @Test
    void purgesNothingThatIsNotThere() {
        Outcome<QuarantinedItem> outcome = console.imports().purge(new ImportId("0123456789ab"));

        assertEquals("AL-007", codeOf(outcome));
    }

    @Test
    void letsNothingInAgainstARefusal() throws Exception {
        QuarantinedItem item = refusedItem();

        Outcome<Revision> outcome = console.imports().override(item.id());

        assertEquals("AL-1201", codeOf(outcome));
        assertEquals(List.of(), console.models().registry().latest().revisions());
        assertEquals(List.of(item), console.imports().quarantined().latest());
    }

    private static String codeOf(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(Problem problem) ? problem.code().id() : "";
    }

    @Test
    void writesNoByteOutsideQuarantineForARefusal() throws Exception {
        Path missing = temp.resolve("stick/missing.onnx");
        List<Path> sources =
                List.of(
                        file("tool.onnx", PROGRAM),
                        file("empty.onnx", new byte[0]),
                        file("text.onnx", "this is no model".getBytes()),
                        file("cut.onnx", java.util.Arrays.copyOf(SmallModels.sound(), 40)),
                        missing);
        console.execute(sources.get(2)); // the first worker leaves the class path that it was given
        SortedSet<String> before = outsideQuarantine();

        for (Path source : sources) {
            ImportFixture.refused(console.execute(source));
        }

        assertEquals(before, outsideQuarantine());
        assertFalse(console.imports().quarantined().latest().isEmpty());
    }

    /// Every file with its size, but for ledger and database, which tell of the refusals.
    private SortedSet<String> outsideQuarantine() throws IOException {
        Path data = temp.resolve("data");
        var found = new TreeSet<String>();
        try (Stream<Path> all = Files.walk(temp)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                boolean isOurs =
                        path.startsWith(data.resolve("quarantine"))
                                || path.startsWith(data.resolve("ledger"))
                                || path.getFileName().toString().startsWith("casemate.mv.db")
                                || path.startsWith(temp.resolve("cache"));
                if (!isOurs && Files.isRegularFile(path)) {
                    found.add(path + " " + Files.size(path));
                }
            }
        }
        assertTrue(found.stream().anyMatch(name -> name.contains("tool.onnx")));
        return found;
    }
}
