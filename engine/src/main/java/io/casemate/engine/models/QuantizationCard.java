package io.casemate.engine.models;

import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a quantization did, measured.
///
/// @param recipe name of the recipe
/// @param quantizedNodes how many nodes were rewritten
/// @param recipeFile the recipe in canonical JSON: with the parent it makes the same bytes again;
///   empty in entries of earlier versions
/// @param gate what the gate found; empty where none was asked
/// @param calibration a warning about what ranges were found on; empty where they were found on
///   real samples, or there are none
/// @param remark what else is to be known of what was done, such as numbers that did not fit; empty
///   when nothing is
public record QuantizationCard(
        String recipe,
        int quantizedNodes,
        Bytes bytes,
        Bytes parentBytes,
        Accuracy accuracy,
        LatencyComparison latency,
        Optional<String> recipeFile,
        Optional<GateVerdict> gate,
        Optional<String> calibration,
        Optional<String> remark) {

    /// The difference that timing noise alone explains.
    public static final double NOISE = 0.03;

    /// A card without anything to warn of.
    public QuantizationCard(
            String recipe,
            int quantizedNodes,
            Bytes bytes,
            Bytes parentBytes,
            Accuracy accuracy,
            LatencyComparison latency,
            Optional<String> recipeFile,
            Optional<GateVerdict> gate) {
        this(
                recipe,
                quantizedNodes,
                bytes,
                parentBytes,
                accuracy,
                latency,
                recipeFile,
                gate,
                Optional.empty(),
                Optional.empty());
    }

    /// A card without recipe file and gate.
    public QuantizationCard(
            String recipe,
            int quantizedNodes,
            Bytes bytes,
            Bytes parentBytes,
            Accuracy accuracy,
            LatencyComparison latency) {
        this(
                recipe,
                quantizedNodes,
                bytes,
                parentBytes,
                accuracy,
                latency,
                Optional.empty(),
                Optional.empty());
    }

    /// {@return digest of the recipe file}
    public Optional<Digest> recipeDigest() {
        return recipeFile.map(text -> Digest.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// {@return size of the variant over size of the parent}
    public double sizeRatio() {
        return (double) bytes.count() / parentBytes.count();
    }

    /// {@return what may be said of its speed; never "faster" within the noise}
    public Speed speed() {
        return Speed.of(latency);
    }

    public enum Speed {
        FASTER,
        SAME,
        SLOWER;

        /// {@return what `latency` proves: a difference beyond the noise whose interval, where
        /// there is one, leaves 1 out}
        public static Speed of(LatencyComparison latency) {
            double low = latency.paired().map(pairs -> pairs.low()).orElse(latency.speedup());
            double high = latency.paired().map(pairs -> pairs.high()).orElse(latency.speedup());
            if (latency.speedup() > 1 + NOISE && low > 1) {
                return FASTER;
            }
            return latency.speedup() < 1 - NOISE && high < 1 ? SLOWER : SAME;
        }
    }
}
