package io.casemate.engine.worker;

import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/// Looks at how much memory a process holds.
final class MemoryWatch {
    private static final String RESIDENT = "VmRSS:";
    private static final int KIBIBYTE = 1024;
    private static final boolean HAS_PROC = Files.isReadable(Path.of("/proc/self/status"));

    private final Process process;
    private final Bytes cap;

    MemoryWatch(Process process, Bytes cap) {
        this.process = process;
        this.cap = cap;
    }

    /// {@return what it holds, if that is more than it may}
    Optional<Bytes> excess() {
        return resident().filter(used -> used.compareTo(cap) > 0);
    }

    /// {@return empty when the process has ended}
    private Optional<Bytes> resident() {
        return HAS_PROC ? fromProc() : fromOshi();
    }

    private Optional<Bytes> fromProc() {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .map(line -> line.replaceAll("\\D", ""))
                    .map(kibibytes -> new Bytes(Long.parseLong(kibibytes) * KIBIBYTE))
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty(); // it has just ended
        }
    }

    private Optional<Bytes> fromOshi() {
        OSProcess seen = new SystemInfo().getOperatingSystem().getProcess((int) process.pid());
        return seen == null
                ? Optional.empty()
                : Optional.of(new Bytes(Math.max(0, seen.getResidentMemory())));
    }
}
