package io.casemate.engine.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.airlock.ImportFixture;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProfileFileTest {
    private static final TuningProfile PROFILE =
            Profiled.profile(new RevisionId(Digest.of(new byte[0])));

    @TempDir Path folder;

    private Path written() throws IOException {
        return ImportFixture.done(ProfileFile.write(PROFILE, folder.resolve("profile.json")));
    }

    private String code(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), text);
        return ImportFixture.refused(ProfileFile.read(file)).code().id();
    }

    @Test
    void readsWhatItWroteAndWritesTheSameBytes() throws Exception {
        Path file = written();

        TuningProfile read = ImportFixture.done(ProfileFile.read(file));

        assertEquals(PROFILE, read);
        assertEquals(Files.readString(file), ProfileFile.textOf(read));
        assertEquals(PROFILE.id(), read.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"format\":1}", "no json", "\u0000\u0001"})
    void refusesWhatIsNoProfile(String text) throws Exception {
        assertEquals("TUNE-007", code(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"format\":1', '\"format\":2'",
        "'\"intraOp\":1', '\"intraOp\":-1'",
        "'\"intraOp\":1', '\"intraOps\":1'",
        "'\"search\":', '\"found\":'",
        "'\"instances\":1', '\"instances\":0'",
        "'sha256:e3', 'sha256:x3'"
    })
    void refusesAProfileThatWasChanged(String from, String to) throws Exception {
        String text = Files.readString(written());
        assertTrue(text.contains(from), text);

        assertEquals("TUNE-007", code(text.replace(from, to)));
    }

    @Test
    void refusesAFileThatEndsEarly() throws Exception {
        String text = Files.readString(written());

        assertEquals("TUNE-007", code(text.substring(0, text.length() / 2)));
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Outcome<TuningProfile> outcome = ProfileFile.read(folder.resolve("none.json"));

        assertEquals("TUNE-007", ImportFixture.refused(outcome).code().id());
    }

    @Test
    void writesNothingIntoAFolderThatIsNotThere() throws Exception {
        Outcome<Path> outcome = ProfileFile.write(PROFILE, folder.resolve("none/profile.json"));

        assertEquals("TUNE-012", ImportFixture.refused(outcome).code().id());
    }
}
