package io.casemate.engine.models;

import java.util.List;

/// What a gate found of a variant: each limit with the measured value.
///
/// @param gate its name
/// @param checks in the order of the gate's limits
public record GateVerdict(String gate, List<Check> checks) {

    public GateVerdict {
        checks = List.copyOf(checks);
    }

    /// One limit and what was measured.
    ///
    /// @param limit in words, such as `worst output at least 20.0 dB`
    /// @param measured in words, such as `24.3 dB (logits)`
    public record Check(String limit, String measured, boolean isKept) {}

    /// {@return whether every limit is kept}
    public boolean isPassed() {
        return checks.stream().allMatch(Check::isKept);
    }

    /// {@return the limits that are not kept, with what was measured; empty text if there are none}
    public String reason() {
        return String.join(
                "; ",
                checks.stream()
                        .filter(check -> !check.isKept())
                        .map(check -> check.measured() + " (limit: " + check.limit() + ")")
                        .toList());
    }
}
