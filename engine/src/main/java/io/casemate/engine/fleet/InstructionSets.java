package io.casemate.engine.fleet;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Tells which instruction sets that matter for inference a processor has, from the words by which
/// Linux, Windows and macOS name them.
final class InstructionSets {

    private enum InstructionSet {
        AVX2("AVX2", "avx2", "pf_avx2_instructions_available"),
        AVX512F("AVX512F", "avx512f", "pf_avx512f_instructions_available"),
        AVX512_VNNI("AVX512-VNNI", "avx512_vnni", "avx512vnni"),
        AVX_VNNI("AVX-VNNI", "avx_vnni", "avxvnni"),
        AMX_INT8("AMX-INT8", "amx_int8"),
        AMX_BF16("AMX-BF16", "amx_bf16"),
        NEON("NEON", "asimd", "neon", "advsimd", "pf_arm_neon_instructions_available"),
        DOTPROD("DOTPROD", "asimddp", "feat_dotprod", "pf_arm_v82_dp_instructions_available");

        private final String shown;
        private final List<String> words;

        InstructionSet(String shown, String... words) {
            this.shown = shown;
            this.words = List.of(words);
        }
    }

    private InstructionSets() {}

    /// @param features lines of words in which the system describes the processor
    /// @return names as in [Hardware#isa()], weakest first
    static List<String> find(String architecture, List<String> features) {
        Set<String> words = new HashSet<>();
        for (String line : features) {
            boolean isAbsent = line.strip().endsWith(": 0");
            if (!isAbsent) {
                words.addAll(Arrays.asList(line.toLowerCase(Locale.ROOT).split("[^a-z0-9_]+")));
            }
        }
        if (architecture.equals("aarch64") || architecture.equals("arm64")) {
            words.add("asimd");
        }
        return Arrays.stream(InstructionSet.values())
                .filter(set -> set.words.stream().anyMatch(words::contains))
                .map(set -> set.shown)
                .toList();
    }
}
