package io.casemate.engine.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.units.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostClassTest {
    private static final List<String> VNNI = List.of("AVX2", "AVX512-VNNI");

    @Test
    void isTheSameForHostsThatDifferInMemoryOnly() {
        HostClass small = HostClass.of(hardware(8, VNNI), "1.29.0");
        HostClass large = HostClass.of(hardware(64, VNNI), "1.29.0");

        assertEquals(small, large);
        assertEquals(small.id(), large.id());
    }

    @Test
    void differsByInstructionSetAndByRuntime() {
        HostClass one = HostClass.of(hardware(8, VNNI), "1.29.0");

        assertNotEquals(one.id(), HostClass.of(hardware(8, List.of("AVX2")), "1.29.0").id());
        assertNotEquals(one.id(), HostClass.of(hardware(8, VNNI), "1.30.0").id());
    }

    @Test
    void knowsTheShippedRuntimeWithoutLoadingIt() {
        assertTrue(RuntimeVersion.SHIPPED.matches("\\d+\\.\\d+\\.\\d+"), RuntimeVersion.SHIPPED);
    }

    private static Hardware hardware(int gibibytes, List<String> isa) {
        return new Hardware(
                "Linux", "amd64", "EPYC", 1, 2, isa, Bytes.gibibytes(gibibytes), List.of());
    }
}
