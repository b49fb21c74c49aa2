package io.casemate.engine.airlock;

import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much room a disk has, held against what something needs.
record FreeSpace(Bytes free) {

    /// @param folder on the disk that is meant
    static FreeSpace at(Path folder) throws IOException {
        return new FreeSpace(new Bytes(Files.getFileStore(folder).getUsableSpace()));
    }

    /// @param name what people call what needs the room
    /// @throws Refusal `AL-004` when there is less than `needed`
    void require(String name, Bytes needed) {
        if (free.compareTo(needed) < 0) {
            throw AirlockProblem.NO_SPACE.refusal(
                    "%s was not imported.".formatted(name),
                    "Not enough space: %s free, %s needed.".formatted(free, needed),
                    "Make room on the disk of the data folder. Nothing was imported.");
        }
    }
}
