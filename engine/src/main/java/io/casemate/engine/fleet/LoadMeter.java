package io.casemate.engine.fleet;

import io.casemate.engine.units.Bytes;
import java.time.Instant;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.software.os.OSProcess;

/// Reads how busy this machine is, and this process's own share of its memory.
final class LoadMeter {
    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private final OSProcess process;
    private long[] ticks;

    LoadMeter() {
        var system = new SystemInfo();
        processor = system.getHardware().getProcessor();
        memory = system.getHardware().getMemory();
        process = system.getOperatingSystem().getCurrentProcess();
        ticks = processor.getSystemCpuLoadTicks();
    }

    /// {@return the load since the last call}
    HostLoad measure(Instant now) {
        long[] before = ticks;
        ticks = processor.getSystemCpuLoadTicks();
        double cpu = processor.getSystemCpuLoadBetweenTicks(before, ticks);
        process.updateAttributes();
        return new HostLoad(
                now,
                Math.clamp(cpu, 0, 1),
                new Bytes(Math.max(0, memory.getTotal() - memory.getAvailable())),
                new Bytes(Math.max(0, process.getResidentMemory())));
    }
}
