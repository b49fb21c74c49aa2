package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Node;
import java.util.Collection;
import java.util.Set;

/// Which operators may compute in 16 bits, and which of their values may not.
///
/// @param keep nodes that stay as they are: names of nodes, or of the first values they make
/// @param refused operators that the runtime turned down in 16 bits
/// @param own names of the functions that the model defines; their nodes are not rewritten
record HalfOperators(Collection<String> keep, Set<String> refused, Set<String> own) {
    private static final String CONTRIB = "com.microsoft";

    /// Operators of `ai.onnx` and `com.microsoft` that have no 16-bit form in every version, that
    /// choose or count by value, or whose type an attribute names.
    ///
    /// Source: block list of ONNX Runtime's float16 converter, and the type constraints of the ONNX
    /// operator specification.
    private static final Set<String> BLOCKED =
            Set.of(
                    "RandomUniformLike",
                    "NonMaxSuppression",
                    "TopK",
                    "RoiAlign",
                    "Range",
                    "CumSum",
                    "Min",
                    "Max",
                    "Upsample",
                    "Celu",
                    "IsInf",
                    "CastLike",
                    "EyeLike",
                    "RandomNormal",
                    "RandomUniform",
                    "RandomNormalLike",
                    "Bernoulli",
                    "Multinomial",
                    "TfIdfVectorizer",
                    "HannWindow",
                    "HammingWindow",
                    "BlackmanWindow",
                    "MelWeightMatrix",
                    "QuantizeLinear",
                    "DequantizeLinear",
                    "MatMulIntegerToFloat");

    private static final Set<String> NORMS =
            Set.of(
                    "LayerNormalization",
                    "SimplifiedLayerNormalization",
                    "SkipLayerNormalization",
                    "SkipSimplifiedLayerNormalization");

    /// {@return whether `node` may compute in 16 bits, as far as its operator says}
    boolean computes(Node node) {
        String type = node.opType();
        return (node.domain().isEmpty() || node.domain().equals(CONTRIB))
                && node.subgraphs().isEmpty()
                && !BLOCKED.contains(type)
                && !type.startsWith("QLinear")
                && !type.startsWith("QAttention")
                && !type.startsWith("DynamicQuantize")
                && !refused.contains(type)
                && !own.contains(type)
                && !Kept.in(keep, node);
    }

    /// {@return whether `node` takes a value in either form and answers the same}
    static boolean takesBoth(Node node) {
        return node.is("Cast") || node.is("Shape") || node.is("Size");
    }

    /// {@return whether `node` makes floating-point values out of none}
    static boolean isMaker(Node node) {
        return node.is("Cast") || node.is("ConstantOfShape");
    }

    /// {@return whether the specification has input `index` of `node` in `FLOAT` whatever the
    /// others are}
    static boolean isFloatInput(Node node, int index) {
        return switch (node.opType()) {
            case "Resize" -> index == (node.inputs().size() == 2 ? 1 : 2);
            case "GroupNorm", "SkipGroupNorm" -> index == 1 || index == 2;
            default -> false;
        };
    }

    /// {@return whether output `index` of `node` is `FLOAT` whatever the others are}
    static boolean isFloatOutput(Node node, int index) {
        return (index == 1 || index == 2) && NORMS.contains(node.opType());
    }
}
