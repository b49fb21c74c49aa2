package io.casemate.engine.qdq;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How a model is quantized statically.
///
/// @param weights always symmetric
/// @param reducesRange whether weights are kept within 7 bits, which processors with AVX2 and
///   without VNNI need: there the sum of two products saturates at 16 bits. Empty: chosen by the
///   processor that quantizes; see [#on]
/// @param operators those that become integer kernels; any of [#WITH_KERNELS]
/// @param correctsBias whether the mean error that rounding of weights makes is taken off the bias
/// @param granularity of the weights' scales; empty: one a channel
public record QdqSettings(
        RangeMethod ranges,
        IntegerType activations,
        IntegerType weights,
        Optional<Boolean> reducesRange,
        List<String> operators,
        boolean correctsBias,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Granularity> granularity) {

    /// The operators with weights that ONNX Runtime turns into integer kernels. The pair around any
    /// other would cost time and accuracy and gain nothing.
    public static final Set<String> WITH_KERNELS = Set.of("Conv", "MatMul", "Gemm");

    private static final Set<String> WITHOUT_SATURATION =
            Set.of("AVX512-VNNI", "AVX-VNNI", "AMX-INT8");

    public static final QdqSettings STANDARD =
            new QdqSettings(
                    RangeMethod.MIN_MAX,
                    IntegerType.U8,
                    IntegerType.S8,
                    Optional.empty(),
                    List.of("Conv", "MatMul", "Gemm"),
                    false,
                    Optional.empty());

    public QdqSettings {
        operators = List.copyOf(operators);
        if (operators.isEmpty() || !WITH_KERNELS.containsAll(operators)) {
            throw new IllegalArgumentException(
                    "operators are %s, and only %s have integer kernels"
                            .formatted(operators, WITH_KERNELS));
        }
    }

    public QdqSettings withRanges(RangeMethod changed) {
        return new QdqSettings(
                changed, activations, weights, reducesRange, operators, correctsBias, granularity);
    }

    public QdqSettings withTypes(IntegerType changed, IntegerType changedWeights) {
        return new QdqSettings(
                ranges,
                changed,
                changedWeights,
                reducesRange,
                operators,
                correctsBias,
                granularity);
    }

    public QdqSettings withReducedRange(boolean reduces) {
        Optional<Boolean> changed = Optional.of(reduces);
        return new QdqSettings(
                ranges, activations, weights, changed, operators, correctsBias, granularity);
    }

    public QdqSettings withBiasCorrection() {
        return new QdqSettings(
                ranges, activations, weights, reducesRange, operators, true, granularity);
    }

    public QdqSettings withOperators(List<String> changed) {
        return new QdqSettings(
                ranges, activations, weights, reducesRange, changed, correctsBias, granularity);
    }

    public QdqSettings withGranularity(Granularity changed) {
        return new QdqSettings(
                ranges,
                activations,
                weights,
                reducesRange,
                operators,
                correctsBias,
                Optional.of(changed));
    }

    /// {@return these settings with nothing left to choose}
    ///
    /// @param isa names of the instruction sets of the processor that will serve: `AVX2`,
    ///   `AVX512-VNNI`, `AVX-VNNI`, `AMX-INT8`
    public QdqSettings on(Collection<String> isa) {
        boolean saturates =
                isa.contains("AVX2") && isa.stream().noneMatch(WITHOUT_SATURATION::contains);
        return reducesRange.isPresent()
                ? this
                : withReducedRange(saturates && weights == IntegerType.S8);
    }

    /// {@return whether all weights of a tensor share one scale}
    boolean isPerTensor() {
        return granularity.equals(Optional.of(Granularity.PER_TENSOR));
    }

    /// {@return whether weights are kept within 7 bits; not before [#on] has chosen}
    boolean isReduced() {
        return reducesRange.orElse(false);
    }
}
