package io.casemate.engine.models;

import io.casemate.engine.units.Bytes;

/// What a quantization did, measured.
///
/// @param recipe `dynamic-int8` or `int4-weights`
/// @param quantizedNodes how many nodes were rewritten
public record QuantizationCard(
        String recipe,
        int quantizedNodes,
        Bytes bytes,
        Bytes parentBytes,
        Accuracy accuracy,
        LatencyComparison latency) {

    /// The difference that timing noise alone explains.
    private static final double NOISE = 0.03;

    /// {@return size of the variant over size of the parent}
    public double sizeRatio() {
        return (double) bytes.count() / parentBytes.count();
    }

    /// {@return what may be said of its speed; never "faster" within the noise}
    public Speed speed() {
        if (latency.speedup() > 1 + NOISE) {
            return Speed.FASTER;
        }
        return latency.speedup() < 1 - NOISE ? Speed.SLOWER : Speed.SAME;
    }

    public enum Speed {
        FASTER,
        SAME,
        SLOWER
    }
}
