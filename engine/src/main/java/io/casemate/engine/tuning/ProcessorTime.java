package io.casemate.engine.tuning;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// The processor time of this whole process, all its threads together.
///
/// On Linux it asks `clock_gettime(CLOCK_PROCESS_CPUTIME_ID)`, which counts nanoseconds; the JDK's
/// own figure moves in steps of 10 ms there, too coarse for short requests. Elsewhere it is the
/// JDK's.
final class ProcessorTime {
    private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Optional<MethodHandle> clock = clock();

    /// Seconds and nanoseconds; kept as long as the process.
    private final MemorySegment time = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, 2);

    @SuppressWarnings("restricted") // native access is what the program is started with
    private static Optional<MethodHandle> clock() {
        if (!System.getProperty("os.name").startsWith("Linux")) {
            return Optional.empty();
        }
        Linker linker = Linker.nativeLinker();
        var function =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        return linker.defaultLookup()
                .find("clock_gettime")
                .map(address -> linker.downcallHandle(address, function));
    }

    /// {@return nanoseconds since the process began}
    long nanos() {
        if (clock.isEmpty()) {
            return system.getProcessCpuTime();
        }
        try {
            int failure = (int) clock.get().invokeExact(CLOCK_PROCESS_CPUTIME_ID, time);
            return failure != 0
                    ? system.getProcessCpuTime()
                    : time.getAtIndex(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
                            + time.getAtIndex(ValueLayout.JAVA_LONG, 1);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a C function throws nothing", e);
        }
    }
}
