package io.casemate.engine.fleet;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads UTF-8 lines from a process that is not trusted to end them. What goes beyond the longest
/// line allowed is skipped, so the rest of such a line reads as garbage and nothing piles up.
final class LineReader {
    private final InputStream source;
    private final int longest;

    /// @param longest in bytes
    LineReader(InputStream source, int longest) {
        this.source = new BufferedInputStream(source);
        this.longest = longest;
    }

    /// {@return the next line; empty at the end of the stream}
    Optional<String> next() throws IOException {
        var line = new ByteArrayOutputStream();
        int read = source.read();
        if (read < 0) {
            return Optional.empty();
        }
        while (read >= 0 && read != '\n') {
            if (line.size() < longest) {
                line.write(read);
            }
            read = source.read();
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8).stripTrailing());
    }
}
