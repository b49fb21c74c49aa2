package io.casemate.views.structure;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.structure.GraphNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the colours of nodes mean. Colours repeat what is written in nodes and legend, so that
/// nothing depends on telling them apart.
enum Colouring {
    FAMILY,
    PRECISION,
    COST;

    /// The colour of nodes without any.
    static final int NONE = 8;

    /// A colour and the key of its meaning.
    ///
    /// @param colour 1 to 8
    record Meaning(int colour, String key) {}

    String key() {
        return "structure.colour." + name().toLowerCase(Locale.ROOT);
    }

    /// {@return the colour of `node`, 1 to 8; for cost, how strong it is depends on its share}
    int colour(GraphNode node) {
        return switch (this) {
            case FAMILY -> Family.of(node.opType()).colour;
            case PRECISION -> node.precision().map(Colouring::colour).orElse(NONE);
            case COST -> node.cost().isKnown() ? COST_COLOUR : NONE;
        };
    }

    private static final int COST_COLOUR = 6;

    private static int colour(ElementType type) {
        return switch (type) {
            case FLOAT, DOUBLE -> 1;
            case FLOAT16, BFLOAT16 -> 5;
            case INT8,
                    UINT8,
                    FLOAT8E4M3FN,
                    FLOAT8E4M3FNUZ,
                    FLOAT8E5M2,
                    FLOAT8E5M2FNUZ,
                    FLOAT8E8M0 ->
                    2;
            case INT4, UINT4, FLOAT4E2M1 -> 3;
            case UNDEFINED,
                    UINT16,
                    INT16,
                    INT32,
                    INT64,
                    STRING,
                    BOOL,
                    UINT32,
                    UINT64,
                    COMPLEX64,
                    COMPLEX128 ->
                    7;
        };
    }

    List<Meaning> legend() {
        return switch (this) {
            case FAMILY ->
                    Stream.of(Family.values())
                            .map(family -> new Meaning(family.colour, family.key()))
                            .toList();
            case PRECISION ->
                    List.of(
                            new Meaning(1, "structure.precision.fp32"),
                            new Meaning(5, "structure.precision.fp16"),
                            new Meaning(2, "structure.precision.int8"),
                            new Meaning(3, "structure.precision.int4"),
                            new Meaning(7, "structure.precision.other"),
                            new Meaning(NONE, "structure.precision.none"));
            case COST ->
                    List.of(
                            new Meaning(COST_COLOUR, "structure.cost.high"),
                            new Meaning(NONE, "structure.cost.unknown"));
        };
    }

    /// Operators that do the same kind of work.
    private enum Family {
        MATRIX(
                1,
                "MatMul Gemm Conv ConvTranspose ConvInteger MatMulInteger QLinearConv QLinearMatMul"
                        + " MatMulNBits LSTM GRU RNN Attention MultiHeadAttention GroupQueryAttention"
                        + " FusedMatMul FusedConv FusedGemm DynamicQuantizeMatMul Einsum"),
        ACTIVATION(
                2,
                "Relu LeakyRelu PRelu Sigmoid Tanh Softmax LogSoftmax Gelu FastGelu BiasGelu Elu"
                        + " Selu HardSigmoid HardSwish Softplus Erf Clip Swish Mish Celu"),
        NORM(
                4,
                "BatchNormalization LayerNormalization InstanceNormalization GroupNormalization"
                        + " SkipLayerNormalization SimplifiedLayerNormalization"
                        + " SkipSimplifiedLayerNormalization RMSNormalization LRN LpNormalization"),
        MATHS(
                5,
                "Add Sub Mul Div Pow Sqrt Exp Log Neg Abs Reciprocal Floor Ceil Round Sin Cos Min"
                        + " Max Mod Sum Mean Equal Less Greater LessOrEqual GreaterOrEqual And Or Not"
                        + " Where Sign IsNaN"),
        SHAPE(
                8,
                "Reshape Transpose Concat Split Slice Gather GatherND GatherElements Squeeze"
                        + " Unsqueeze Flatten Expand Tile Pad Shape Cast CastLike Identity Constant"
                        + " ConstantOfShape Range Resize Upsample DepthToSpace SpaceToDepth ScatterND"
                        + " ScatterElements Scatter"),
        REDUCE(
                3,
                "MaxPool AveragePool GlobalAveragePool GlobalMaxPool ReduceMean ReduceSum ReduceMax"
                        + " ReduceMin ReduceProd ReduceL2 ReduceL1 ArgMax ArgMin TopK CumSum"),
        QUANTIZE(6, "QuantizeLinear DequantizeLinear DynamicQuantizeLinear"),
        OTHER(7, "");

        private final int colour;
        private final Set<String> operators;

        Family(int colour, String operators) {
            this.colour = colour;
            this.operators = Set.of(operators.split(" "));
        }

        static Family of(String opType) {
            Optional<Family> found =
                    Stream.of(values())
                            .filter(family -> family.operators.contains(opType))
                            .findFirst();
            return found.orElse(OTHER);
        }

        String key() {
            return "structure.family." + name().toLowerCase(Locale.ROOT);
        }
    }
}
