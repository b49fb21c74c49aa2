package io.casemate.engine.quantize;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.casemate.engine.qdq.QdqSettings;
import java.util.List;
import java.util.Locale;

/// One step of a recipe: a method and its settings.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Step.DynamicInt8.class, name = "dynamic-int8"),
    @JsonSubTypes.Type(value = Step.Int4Weights.class, name = "int4-weights"),
    @JsonSubTypes.Type(value = Step.StoredWeights.class, name = "stored-weights"),
    @JsonSubTypes.Type(value = Step.StaticInt8.class, name = "static-int8")
})
public sealed interface Step {

    /// {@return which nodes stay as they are: names of nodes, or of the first values they make}
    List<String> keep();

    /// INT8 weights, activations quantized while it runs: `MatMul` and `Gemm` become
    /// `MatMulInteger`.
    record DynamicInt8(List<String> keep) implements Step {
        public DynamicInt8 {
            keep = List.copyOf(keep);
        }
    }

    /// Block-wise INT4 weights: `MatMul` and `Gemm` become `com.microsoft.MatMulNBits`.
    record Int4Weights(List<String> keep) implements Step {
        public Int4Weights {
            keep = List.copyOf(keep);
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
