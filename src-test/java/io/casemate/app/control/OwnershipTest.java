package io.casemate.app.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.problem.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OwnershipTest {
    @TempDir Path temp;

    @Test
    void refusesASecondOwnerAndNamesTheFirst() throws IOException {
        var folder = new DataFolder(temp.resolve("data"));
        try (Ownership _ = taken(folder, "serve")) {

            var second = Ownership.take(folder, "console", Clock.systemUTC());

            var refused = assertInstanceOf(Outcome.Refused.class, second);
            assertEquals("APP-001", refused.problem().code().id());
            String pid = "Process " + ProcessHandle.current().pid() + " (casemate serve";
            assertTrue(refused.problem().why().startsWith(pid), refused.problem().why());
        }
    }

    @Test
    void canBeTakenAgainOnceClosed() throws IOException {
        var folder = new DataFolder(temp.resolve("data"));
        taken(folder, "import").close();

        try (Ownership again = taken(folder, "serve")) {
            assertEquals("serve", again.owner().verb());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsTheDataFolderFromOthers() throws IOException {
        var folder = new DataFolder(temp.resolve("data"));
        try (Ownership _ = taken(folder, "serve")) {
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.root())));
        }
    }

    @Test
    void refusesAFolderThatCannotBeMade() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "not a folder");

        var outcome = Ownership.take(new DataFolder(file), "serve", Clock.systemUTC());

        var refused = assertInstanceOf(Outcome.Refused.class, outcome);
        assertEquals("APP-003", refused.problem().code().id());
    }

    @Test
    void movesTheSocketWhereThePathWouldBeTooLong() throws IOException {
        var folder = new DataFolder(temp.resolve("d".repeat(120)));
        try (Ownership ownership = taken(folder, "serve")) {
            assertTrue(ownership.owner().socket().length() < 100, ownership.owner().socket());
        }
    }

    static Ownership taken(DataFolder folder, String verb) {
        return switch (Ownership.take(folder, verb, Clock.systemUTC())) {
            case Outcome.Done<Ownership>(Ownership ownership) -> ownership;
            case Outcome.Refused<Ownership>(var problem) ->
                    throw new AssertionError(problem.toString());
        };
    }
}
