package io.casemate.engine.quantize;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/// One step of a recipe: a method and its settings.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Step.DynamicInt8.class, name = "dynamic-int8"),
    @JsonSubTypes.Type(value = Step.Int4Weights.class, name = "int4-weights")
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
}
