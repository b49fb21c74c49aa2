package io.casemate.engine.structure;

/// What running a node once costs, for batch 1; numbers end at `Long.MAX_VALUE`.
///
/// @param flops floating-point or integer operations; a multiply-add counts as two
/// @param bytes read and written, weights included
/// @param isKnown whether all sizes it depends on are known; otherwise the numbers are 0
public record Cost(long flops, long bytes, boolean isKnown) {
    public static final Cost UNKNOWN = new Cost(0, 0, false);

    static long add(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    Cost plus(Cost other) {
        return new Cost(add(flops, other.flops), add(bytes, other.bytes), isKnown && other.isKnown);
    }
}
