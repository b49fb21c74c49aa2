package io.casemate.engine.quantize;

import com.sun.management.OperatingSystemMXBean;
import io.casemate.engine.quantize.search.Attempt.Cost;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// What this process has used since it started.
final class Spent {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";
    private static final double NANOS_PER_SECOND = 1e9;

    private Spent() {}

    static Cost soFar() {
        long nanos =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getProcessCpuTime();
        return new Cost(nanos / NANOS_PER_SECOND, peak());
    }

    /// {@return the peak that Linux keeps in `/proc`; elsewhere none}
    private static Optional<Bytes> peak() {
        if (!Files.isReadable(STATUS)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .findFirst()
                    .map(line -> line.replaceAll("\\D", ""))
                    .map(kibibytes -> new Bytes(Long.parseLong(kibibytes) << 10));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
