package io.casemate.engine.fleet;

import io.casemate.engine.units.Bytes;
import java.util.List;

/// What a host is made of.
///
/// @param isa instruction sets that matter for inference, such as `AVX2`, `AVX512-VNNI`, `AMX-INT8`
public record Hardware(
        String operatingSystem,
        String architecture,
        String cpu,
        int physicalCores,
        int logicalCores,
        List<String> isa,
        Bytes memory,
        List<Accelerator> accelerators) {

    public Hardware {
        isa = List.copyOf(isa);
        accelerators = List.copyOf(accelerators);
    }
}
