package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The operations that operators take. Those not listed take one for each element of their outputs.
///
/// | Operators | Operations |
/// |---|---|
/// | products, convolutions | 2 for each multiply-add, 1 for each element with a bias |
/// | pooling | elements of the window, for each element of the output |
/// | reductions | 1 for each element of the input |
/// | `BatchNormalization` 2, `Softmax` 5, other normalisations 8 | for each element |
/// | quantizing and dequantizing | 2 for each element |
/// | recurrent | 2 · gates · hidden · (input + hidden) for each step, sample and direction |
/// | attention | 4 · queries · keys · width for each sample, plus its projections |
/// | moving data, making constants | none |
final class Works {
    private static final int SOFTMAX = 5;
    private static final int NORMALISATION = 8;

    private static final Work NONE = _ -> 0;
    private static final Work ONE_PER_OUTPUT = perOutput(1);

    private final Map<String, Work> works = new HashMap<>();

    Works() {
        add(
                NONE,
                "Identity Reshape Flatten Squeeze Unsqueeze Transpose Concat Split Slice Gather"
                        + " GatherElements GatherND Scatter ScatterElements ScatterND Expand Tile Pad"
                        + " Shape Size Constant ConstantOfShape Cast CastLike Dropout DepthToSpace"
                        + " SpaceToDepth Crop OneHot EyeLike Compress NonZero If Loop Scan Where"
                        + " ReverseSequence Trilu OptionalGetElement RotaryCache");
        products();
        convolutions();
        reductions();
        normalisations();
        RecurrentWork.register(this);
        AttentionWork.register(this);
    }

    /// @param operators names, separated by blanks; the domain makes no difference to the work
    void add(Work work, String operators) {
        for (String operator : operators.split(" ")) {
            works.put(operator, work);
        }
    }

    long flops(CostCall call) {
        return works.getOrDefault(call.node().opType(), ONE_PER_OUTPUT).flops(call);
    }

    static Work perOutput(long operations) {
        return call -> {
            long total = 0;
            for (ValueShape output : call.outputs()) {
                total = Sizes.plus(total, CostCall.elements(output));
            }
            return Sizes.times(total, operations);
        };
    }

    private static Work perInput(long operations) {
        return call -> Sizes.times(CostCall.elements(call.input(0)), operations);
    }

    private static Work perElement(long operations) {
        return call -> Sizes.times(CostCall.elements(call.output()), operations);
    }

    private void products() {
        add(
                call -> product(call, "transA"),
                "MatMul MatMulInteger QLinearMatMul MatMulIntegerToFloat DynamicQuantizeMatMul"
                        + " FusedMatMul TransposeMatMul MatMulNBits MatMulBnb4 MatMulFpQ4"
                        + " GemmFastGelu");
        add(Works::gemm, "Gemm FusedGemm QGemm");
        add(Works::einsum, "Einsum");
    }

    private static long product(CostCall call, String transposed) {
        int inner = call.node().intAttribute(transposed, 0) == 0 ? -1 : -2;
        long depth =
                CostCall.dims(call.input(0)).size() == 1
                        ? CostCall.size(call.input(0), 0)
                        : CostCall.size(call.input(0), inner);
        return multiplyAdds(CostCall.elements(call.output()), depth);
    }

    static long multiplyAdds(long outputs, long each) {
        return Sizes.times(2, Sizes.times(outputs, each));
    }

    private static long gemm(CostCall call) {
        boolean hasBias = call.node().inputs().size() > 2;
        return Sizes.plus(product(call, "transA"), hasBias ? CostCall.elements(call.output()) : 0);
    }

    /// The product of the sizes of all subscripts.
    private static long einsum(CostCall call) {
        List<Fact> facts =
                call.inputs().stream()
                        .map(shape -> new Fact(shape, java.util.Optional.empty(), false))
                        .toList();
        var inference = new Call(call.node(), 1, facts, (_, _) -> List.of());
        String equation = inference.text("equation", "").replace(" ", "");
        return Sizes.times(
                2,
                Sizes.product(List.copyOf(Einsum.sizes(inference, equation).values())).orElse(0));
    }

    private void convolutions() {
        add(call -> convolution(call, 1, 2), "Conv ConvInteger FusedConv NhwcFusedConv");
        add(call -> convolution(call, 3, 8), "QLinearConv");
        add(
                call ->
                        multiplyAdds(
                                CostCall.elements(call.input(0)),
                                CostCall.productFrom(call.input(1), 1)),
                "ConvTranspose");
        add(Works::pooling, "MaxPool AveragePool LpPool QLinearAveragePool");
    }

    private static long convolution(CostCall call, int weights, int bias) {
        long outputs = CostCall.elements(call.output());
        boolean hasBias = call.node().inputs().size() > bias && !call.node().is("ConvInteger");
        return Sizes.plus(
                multiplyAdds(outputs, CostCall.productFrom(call.input(weights), 1)),
                hasBias ? outputs : 0);
    }

    private static long pooling(CostCall call) {
        long window = 1;
        if (call.node().attribute("kernel_shape").orElse(new Attribute.IntValue(1))
                instanceof Attribute.Ints(List<Long> sizes)) {
            for (long size : sizes) {
                window = Sizes.times(window, Math.max(0, size));
            }
        }
        return Sizes.times(CostCall.elements(call.output()), window);
    }

    private void reductions() {
        add(
                perInput(1),
                "ReduceSum ReduceMean ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2 ReduceLogSum"
                        + " ReduceLogSumExp ReduceSumSquare ArgMax ArgMin GlobalAveragePool"
                        + " GlobalMaxPool GlobalLpPool QLinearGlobalAveragePool QLinearReduceMean"
                        + " CumSum TopK");
    }

    private void normalisations() {
        add(perElement(2), "BatchNormalization QuantizeLinear DequantizeLinear");
        add(perElement(SOFTMAX), "Softmax LogSoftmax BiasSoftmax QLinearSoftmax");
        add(
                perElement(NORMALISATION),
                "LayerNormalization InstanceNormalization GroupNormalization RMSNormalization"
                        + " SimplifiedLayerNormalization SkipLayerNormalization GroupNorm"
                        + " SkipSimplifiedLayerNormalization EmbedLayerNormalization LRN"
                        + " LpNormalization MeanVarianceNormalization");
        add(
                call ->
                        call.input(0).type() == ElementType.UNDEFINED
                                ? 0
                                : Sizes.times(2, CostCall.elements(call.input(0))),
                "DynamicQuantizeLinear");
    }
}
