package io.casemate.engine.fleet;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/// What an agent wrote to its standard error: the last lines in memory, more in a file. When the
/// file is full it becomes `….1` and a new one begins, so both together stay below twice the limit.
/// One thread adds; any may read.
final class AgentLog {
    private static final System.Logger LOG = System.getLogger(AgentLog.class.getName());
    private static final int LAST_LINES = 12;
    private static final long MAX_BYTES = 1 << 20;

    private final Path file;
    private final Deque<String> last = new ConcurrentLinkedDeque<>();

    AgentLog(Path file) {
        this.file = file;
    }

    void add(String line) {
        last.addLast(line);
        if (last.size() > LAST_LINES) {
            last.removeFirst();
        }
        try {
            if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(
                    file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The agent's log cannot be written; it said: " + line, e);
        }
    }

    List<String> lastLines() {
        return List.copyOf(last);
    }

    /// {@return the last words of the agent for a problem's text}
    String lastWords() {
        List<String> lines = lastLines();
        return lines.isEmpty()
                ? "It wrote nothing to its log."
                : "Its last lines: %s".formatted(String.join(" | ", lines));
    }
}
