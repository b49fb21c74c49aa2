package io.casemate.engine.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.units.Bytes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import oshi.hardware.GpuStats;
import oshi.hardware.GraphicsCard;

class HostProbeTest {

    @Test
    void findsThisMachine() {
        Hardware hardware = HostProbe.probe();

        assertEquals(Runtime.getRuntime().availableProcessors(), hardware.logicalCores());
        assertFalse(hardware.cpu().isBlank());
        assertFalse(HostProbe.machineName().isBlank());
        assertTrue(hardware.memory().compareTo(Bytes.mebibytes(256)) > 0, hardware.toString());
        assertTrue(hardware.physicalCores() <= hardware.logicalCores(), hardware.toString());
    }

    @Test
    void namesInstructionSetsFromTheFlagsOfLinux() {
        List<String> flags =
                List.of("flags : fpu sse4_2 avx2 avx512f avx512_vnni avx_vnni amx_int8");

        assertEquals(
                List.of("AVX2", "AVX512F", "AVX512-VNNI", "AVX-VNNI", "AMX-INT8"),
                InstructionSets.find("amd64", flags));
    }

    @Test
    void namesNoInstructionSetThatTheSystemSaysIsAbsent() {
        assertEquals(
                List.of("NEON"),
                InstructionSets.find("aarch64", List.of("hw.optional.arm.FEAT_DotProd: 0")));
    }

    @Test
    void namesNoInstructionSetThatOnlyResemblesOne() {
        assertEquals(List.of(), InstructionSets.find("amd64", List.of("flags : avx avx2x sse2")));
    }

    @Test
    void listsCardsOfMakersOfAccelerators() {
        List<GraphicsCard> cards =
                List.of(new Card("NVIDIA Corporation (0x10de)", "H100", 80L << 30));

        assertEquals(
                List.of(new Accelerator("NVIDIA", "H100", Optional.of(Bytes.gibibytes(80)))),
                Accelerators.among(cards, true));
    }

    @Test
    void claimsNoMemoryThatTheSystemDoesNotTell() {
        List<GraphicsCard> cards =
                List.of(new Card("NVIDIA Corporation (0x10de)", "H100", 256 << 20));

        assertEquals(
                List.of(new Accelerator("NVIDIA", "H100", Optional.empty())),
                Accelerators.among(cards, false));
    }

    @Test
    void leavesOutWhatOnlyDrawsAScreen() {
        List<GraphicsCard> cards =
                List.of(
                        new Card("ASPEED Technology, Inc. (0x1a03)", "ASPEED Graphics", 16 << 20),
                        new Card("Red Hat, Inc. (0x1af4)", "Virtio 1.0 GPU", 8 << 20),
                        new Card("VMware (0x15ad)", "SVGA II Adapter", 128 << 20),
                        new Card("Microsoft", "Microsoft Basic Display Adapter", 0),
                        new Card("unknown", "unknown", 0));

        assertEquals(List.of(), Accelerators.among(cards, true));
    }

    private record Card(String getVendor, String getName, long getVRam) implements GraphicsCard {
        @Override
        public String getDeviceId() {
            return "0x0000";
        }

        @Override
        public String getVersionInfo() {
            return "";
        }

        @Override
        public GpuStats createStatsSession() {
            throw new IllegalStateException("nobody asks for it");
        }
    }
}
