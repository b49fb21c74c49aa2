package io.casemate.app.cli;

import io.casemate.app.control.DataFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every verb understands.
final class Common {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder. Standard: $$CASEMATE_DATA, else the platform's own place.")
    @Nullable Path data;

    @Option(names = "--json", description = "Print the answer as one JSON object.")
    boolean json;

    DataFolder folder() {
        return data == null ? DataFolder.standard(System.getenv()) : new DataFolder(data);
    }
}
