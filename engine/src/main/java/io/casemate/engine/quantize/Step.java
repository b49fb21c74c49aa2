package io.casemate.engine.quantize;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.casemate.engine.qdq.Granularity;
import io.casemate.engine.qdq.QdqSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One step of a recipe: a method and its settings.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Step.DynamicInt8.class, name = "dynamic-int8"),
    @JsonSubTypes.Type(value = Step.BlockWeights.class, name = "block-weights"),
    @JsonSubTypes.Type(value = Step.CalibratedBlocks.class, name = "calibrated-blocks"),
    @JsonSubTypes.Type(value = Step.AwqScales.class, name = "awq-scales"),
    @JsonSubTypes.Type(value = Step.Smooth.class, name = "smooth"),
    @JsonSubTypes.Type(value = Step.BlockTables.class, name = "block-tables"),
    @JsonSubTypes.Type(value = Step.StoredWeights.class, name = "stored-weights"),
    @JsonSubTypes.Type(value = Step.HalfCompute.class, name = "half-compute"),
    @JsonSubTypes.Type(value = Step.StaticInt8.class, name = "static-int8")
})
public sealed interface Step {

    /// {@return which nodes stay as they are: names of nodes, or of the first values they make}
    List<String> keep();

    /// {@return whether it needs calibration data}
    default boolean needsSamples() {
        return switch (this) {
            case CalibratedBlocks _, AwqScales _, Smooth _, StaticInt8 _ -> true;
            case DynamicInt8 _, BlockWeights _, BlockTables _, StoredWeights _, HalfCompute _ ->
                    false;
        };
    }

    /// INT8 weights, activations quantized while it runs: `MatMul` and `Gemm` become
    /// `MatMulInteger`, `LSTM` becomes `com.microsoft.DynamicQuantizeLSTM`.
    ///
    /// @param granularity of the weights' scales; empty: one a channel
    record DynamicInt8(
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Granularity> granularity,
            List<String> keep)
            implements Step {
        public DynamicInt8 {
            keep = List.copyOf(keep);
        }

        public DynamicInt8(List<String> keep) {
            this(Optional.empty(), keep);
        }

        public DynamicInt8(Granularity granularity) {
            this(Optional.of(granularity), List.of());
        }
    }

    /// Weights in blocks of 4-bit or 8-bit numbers: `MatMul` and `Gemm` become
    /// `com.microsoft.MatMulNBits`.
    ///
    /// @param bits 4 or 8
    /// @param blockSize how many weights share a scale: 16, 32, 64, 128 or 256
    /// @param symmetric whether 0 is in the middle of each block's range; else each block has a
    ///   zero point
    /// @param accuracyLevel lowest type that the runtime may compute with: 0 (any), 1 (FLOAT), 2
    ///   (FLOAT16), 3 (BFLOAT16) or 4 (INT8)
    record BlockWeights(
            int bits,
            int blockSize,
            boolean symmetric,
            RangeSearch search,
            int accuracyLevel,
            List<String> keep)
            implements Step {
        public BlockWeights {
            checkBlocks(bits, blockSize);
            checkLevel(accuracyLevel);
            keep = List.copyOf(keep);
        }
    }

    /// Weights in blocks as [BlockWeights], rounded so that the outputs of the products change
    /// least on samples. Needs calibration data. Products inside subgraphs are rounded as in
    /// [BlockWeights], with the smallest squared error.
    ///
    /// Source: GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers.
    record CalibratedBlocks(
            int bits,
            int blockSize,
            boolean symmetric,
            RowOrder order,
            int accuracyLevel,
            List<String> keep)
            implements Step {
        public CalibratedBlocks {
            checkBlocks(bits, blockSize);
            checkLevel(accuracyLevel);
            keep = List.copyOf(keep);
        }

        /// {@return the step that needs no samples and makes a model of the same size}
        public BlockWeights uncalibrated() {
            return new BlockWeights(
                    bits, blockSize, symmetric, RangeSearch.MSE, accuracyLevel, keep);
        }
    }

    /// Prepares for block weights: channels of activations that are large on samples are made
    /// smaller, and the weights that multiply them larger, where that changes no answer. Needs
    /// calibration data.
    ///
    /// Source: AWQ: Activation-aware Weight Quantization for LLM Compression and Acceleration.
    ///
    /// @param bits of the blocks that follow
    record AwqScales(int bits, int blockSize, boolean symmetric, List<String> keep)
            implements Step {
        public AwqScales {
            checkBlocks(bits, blockSize);
            keep = List.copyOf(keep);
        }
    }

    /// Prepares for INT8 activations: outliers move from activations to weights, where that changes
    /// no answer. Needs calibration data.
    ///
    /// Source: SmoothQuant: Accurate and Efficient Post-Training Quantization for Large Language
    /// Models.
    ///
    /// @param alpha how much of them moves, 0 to 1
    record Smooth(double alpha, List<String> keep) implements Step {
        public Smooth {
            if (!(alpha >= 0 && alpha <= 1)) {
                throw new IllegalArgumentException("alpha is not from 0 to 1: " + alpha);
            }
            keep = List.copyOf(keep);
        }
    }

    /// In which order the rows of weights are rounded.
    enum RowOrder {
        /// As they are.
        GIVEN,
        /// Those with the largest inputs first.
        ACTIVITY;

        /// {@return its name in recipes}
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Tables that rows are picked from, such as embeddings, in blocks of 4-bit or 8-bit numbers:
    /// `Gather` becomes `com.microsoft.GatherBlockQuantized`.
    ///
    /// @param bits 4 or 8
    /// @param blockSize how many numbers share a scale: 16, 32, 64, 128 or 256
    record BlockTables(int bits, int blockSize, RangeSearch search, List<String> keep)
            implements Step {
        public BlockTables {
            checkBlocks(bits, blockSize);
            keep = List.copyOf(keep);
        }
    }

    private static void checkLevel(int accuracyLevel) {
        if (accuracyLevel < 0 || accuracyLevel > 4) {
            throw new IllegalArgumentException(
                    "accuracyLevel is not from 0 to 4: " + accuracyLevel);
        }
    }

    private static void checkBlocks(int bits, int blockSize) {
        if (bits != 4 && bits != 8) {
            throw new IllegalArgumentException("bits is neither 4 nor 8: " + bits);
        }
        if (Integer.bitCount(blockSize) != 1 || blockSize < 16 || blockSize > 256) {
            throw new IllegalArgumentException(
                    "blockSize is no power of 2 from 16 to 256: " + blockSize);
        }
    }

    /// How the range of a block of weights is chosen.
    enum RangeSearch {
        /// From the smallest to the largest weight.
        RTN,
        /// With the smallest squared error.
        MSE,
        /// With the smallest squared error, large weights weighing more.
        KQUANT,
        /// With the smallest squared error, zero points found in a norm that forgives outliers.
        HQQ;

        /// {@return its name in recipes}
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Weights stored in fewer bits, and turned into what they were while the model is loaded.
    /// Memory and speed stay as they were.
    ///
    /// @param leastElements constants with fewer stay as they are, at least 0
    record StoredWeights(StoredType type, List<String> keep, int leastElements) implements Step {
        public StoredWeights {
            keep = List.copyOf(keep);
            if (leastElements < 0) {
                throw new IllegalArgumentException("leastElements is negative: " + leastElements);
            }
        }
    }

    /// Computes in 16 bits. Operators without a 16-bit form, and nodes with values of unknown
    /// types, stay in `FLOAT`.
    ///
    /// @param keepIo whether inputs and outputs stay `FLOAT`
    record HalfCompute(HalfType type, boolean keepIo, List<String> keep) implements Step {
        public HalfCompute {
            keep = List.copyOf(keep);
        }
    }

    /// What is computed in.
    enum HalfType {
        FP16,
        BF16;

        /// {@return its name in recipes}
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// INT8 weights and activations, with ranges that were found on samples: `QuantizeLinear` and
    /// `DequantizeLinear` around operators with integer kernels. Needs calibration data.
    record StaticInt8(QdqSettings settings, List<String> keep) implements Step {
        public StaticInt8 {
            keep = List.copyOf(keep);
        }

        /// {@return the same with other nodes left as they are}
        public StaticInt8 withKeep(List<String> others) {
            return new StaticInt8(settings, others);
        }
    }

    /// What stored weights are made of.
    enum StoredType {
        /// Symmetric, with one scale for each channel.
        INT8,
        FP16,
        BF16;

        /// {@return its name in recipes}
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
