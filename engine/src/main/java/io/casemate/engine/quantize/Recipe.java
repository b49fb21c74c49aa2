package io.casemate.engine.quantize;

import java.util.Optional;
import java.util.stream.Stream;

/// A way to make a model smaller.
public enum Recipe {
    /// INT8 weights, activations quantized while it runs: `MatMul` and `Gemm` become
    /// `MatMulInteger`.
    DYNAMIC_INT8("dynamic-int8"),
    /// Block-wise INT4 weights: `MatMul` and `Gemm` become `com.microsoft.MatMulNBits`.
    INT4_WEIGHTS("int4-weights");

    private final String id;

    Recipe(String id) {
        this.id = id;
    }

    /// {@return its name on the command line and in the ledger}
    public String id() {
        return id;
    }

    public static Optional<Recipe> find(String id) {
        return Stream.of(values()).filter(recipe -> recipe.id.equals(id)).findFirst();
    }
}
