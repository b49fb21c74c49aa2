package io.casemate.engine.fleet;

import io.casemate.engine.units.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What two hosts must have in common for a figure measured on one to hold on the other: integer
/// kernels differ by processor and version of the runtime, in their results as in their speed.
///
/// @param cpu name of the processor
/// @param isa instruction sets, as in [Hardware#isa()]
/// @param accelerators their names
/// @param runtime version of ONNX Runtime
public record HostClass(
        String architecture,
        String cpu,
        int logicalCores,
        List<String> isa,
        List<String> accelerators,
        String runtime) {
    private static final int ID_LENGTH = 12;

    public HostClass {
        isa = List.copyOf(isa);
        accelerators = List.copyOf(accelerators);
    }

    /// {@return the class of hosts made like this}
    ///
    /// @param runtime version of ONNX Runtime
    public static HostClass of(Hardware hardware, String runtime) {
        return new HostClass(
                hardware.architecture(),
                hardware.cpu(),
                hardware.logicalCores(),
                hardware.isa(),
                hardware.accelerators().stream().map(Accelerator::name).sorted().toList(),
                runtime);
    }

    /// {@return the class of the host `id`; empty while `hosts` does not have it, as before it was
    /// probed}
    public static Optional<HostClass> of(HostId id, List<Host> hosts) {
        return hosts.stream().filter(host -> host.id().equals(id)).findFirst().map(Host::hostClass);
    }

    /// {@return the class of this machine; takes a few hundred milliseconds}
    public static HostClass here() {
        return of(HostProbe.probe(), RuntimeVersion.SHIPPED);
    }

    /// {@return twelve hexadecimal digits that stand for it}
    public String id() {
        String text = String.join("\n", architecture, cpu, "" + logicalCores, runtime);
        String rest = String.join("\n", String.join(",", isa), String.join(",", accelerators));
        byte[] bytes = (text + "\n" + rest).getBytes(StandardCharsets.UTF_8);
        return Digest.of(bytes).hex().substring(0, ID_LENGTH);
    }

    /// {@return the most capable instruction set; the architecture where none is known}
    public String bestIsa() {
        return isa.isEmpty() ? architecture : isa.getLast();
    }

    /// {@return for people, such as `EPYC 9555, 2 cores, AVX512-VNNI, ONNX Runtime 1.29.0`}
    public String words() {
        return "%s, %d cores, %s, ONNX Runtime %s".formatted(cpu, logicalCores, bestIsa(), runtime);
    }
}
