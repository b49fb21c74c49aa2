package io.casemate.engine.fleet;

import io.casemate.engine.units.Bytes;
import java.util.List;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

/// Finds out what the machine it runs on is made of. Takes a few hundred milliseconds.
public final class HostProbe {

    private HostProbe() {}

    public static Hardware probe() {
        var system = new SystemInfo();
        HardwareAbstractionLayer hardware = system.getHardware();
        CentralProcessor processor = hardware.getProcessor();
        String architecture = System.getProperty("os.arch");
        return new Hardware(
                name(system.getOperatingSystem()),
                architecture,
                processor.getProcessorIdentifier().getName().strip(),
                processor.getPhysicalProcessorCount(),
                processor.getLogicalProcessorCount(),
                InstructionSets.find(architecture, features(processor)),
                new Bytes(hardware.getMemory().getTotal()),
                Accelerators.among(hardware.getGraphicsCards(), osKeepsVideoMemory()));
    }

    /// {@return the instruction sets of this machine's processor, as in [Hardware#isa()]}
    public static List<String> instructionSets() {
        return InstructionSets.find(
                System.getProperty("os.arch"),
                features(new SystemInfo().getHardware().getProcessor()));
    }

    /// {@return the name this machine goes by}
    public static String machineName() {
        return new SystemInfo().getOperatingSystem().getNetworkParams().getHostName();
    }

    private static String name(OperatingSystem system) {
        return "%s %s".formatted(system.getFamily(), system.getVersionInfo().getVersion()).strip();
    }

    /// On Linux these are the lines of `/proc/cpuinfo`, elsewhere what the system's own interface
    /// names.
    private static List<String> features(CentralProcessor processor) {
        return processor.getFeatureFlags();
    }

    /// Linux knows only the window through which a card's memory is seen, which is often smaller
    /// than the memory.
    private static boolean osKeepsVideoMemory() {
        return !System.getProperty("os.name").startsWith("Linux");
    }
}
