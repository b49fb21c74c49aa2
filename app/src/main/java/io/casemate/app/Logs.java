package io.casemate.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Where log lines go: warnings to standard error, everything of a lasting process to a few files
/// in its data folder.
final class Logs {
    private static final int FILE_BYTES = 4 << 20;
    private static final int FILES = 4;

    private Logs() {}

    /// Standard error shows warnings only.
    static void quiet() {
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(Level.WARNING);
        }
    }

    static void toFiles(Path folder) throws IOException {
        Files.createDirectories(folder);
        var files =
                new FileHandler(
                        folder.resolve("casemate-%g.log").toString(), FILE_BYTES, FILES, true);
        files.setFormatter(new SimpleFormatter());
        files.setLevel(Level.INFO);
        LogManager.getLogManager().getLogger("").addHandler(files);
    }
}
