package io.casemate.views.shell;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// What the window remembers from one start to the next, in a small file. A file that is missing,
/// damaged or not writable costs the memory and nothing else.
final class WindowMemory {
    private static final System.Logger LOG = System.getLogger(WindowMemory.class.getName());

    private final Path file;
    private final Properties values = new Properties();

    WindowMemory(Path file) {
        this.file = file;
        if (Files.isRegularFile(file)) {
            read();
        }
    }

    private void read() {
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "The window's settings in " + file + " are not readable.", e);
        }
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(values.getProperty(key));
    }

    /// {@return the number remembered as `key` if it lies within `lowest` and `highest`}
    Optional<Double> number(String key, double lowest, double highest) {
        try {
            return find(key)
                    .map(Double::valueOf)
                    .filter(number -> number >= lowest && number <= highest);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    void remember(String key, String value) {
        values.setProperty(key, value);
        try (Writer writer = Files.newBufferedWriter(file)) {
            values.store(writer, null);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The window's settings in " + file + " were not saved.", e);
        }
    }
}
