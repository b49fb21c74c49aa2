package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.qdq.Granularity;
import java.io.IOException;
import java.util.List;

/// Products in 8-bit integers, the activation quantized while the model runs:
///
/// ```
/// MatMul                 DynamicQuantizeLinear(a) -> q, scale, zeroPoint
///   a   [.., K]     →    MatMulInteger(q, W, zeroPoint)
///   W   [K, N]           Cast to FLOAT
///                        Mul by scale * scales of W
///                        Add bias, where there is one
/// ```
///
/// An activation read by several products is quantized once. ONNX Runtime fuses a quantization that
/// feeds one product only into that product, and fuses the rest of the chain in any case;
/// quantizing again for each product would cost more than the fusion saves.
///
/// Source: ONNX operator specification, `DynamicQuantizeLinear` and `MatMulInteger` (opset 11).
///
/// @param granularity of the weights' scales
record DynamicInt8(Granularity granularity) implements ProductRewrite {
    private static final long OPSET = 11;

    @Override
    public long opset() {
        return OPSET;
    }

    @Override
    public long bytes(Product product) {
        return product.weights().elements() + (long) product.columns() * Float.BYTES;
    }

    @Override
    public void apply(Product product, Matrix weights, GraphDraft draft) throws IOException {
        String quantized = quantizedActivation(product.activation(draft), draft);
        String matrix = constants(product, weights);
        String name = draft.fresh(product.output() + "_int32");
        List<String> factors =
                List.of(quantized + "_quantized", matrix + "_int8", quantized + "_zero_point");
        draft.add(node(name, "MatMulInteger", factors, name));
        String cast = draft.fresh(product.output() + "_float");
        draft.add(
                new Node(
                        cast,
                        "Cast",
                        List.of(name),
                        List.of(cast),
                        List.of(Attribute.of("to", (long) ElementType.FLOAT.number()))));
        String scale = draft.fresh(product.output() + "_scale");
        draft.add(node(scale, "Mul", List.of(quantized + "_scale", matrix + "_scales"), scale));
        String scaled = product.unbiased(draft);
        draft.add(node(draft.fresh(scaled + "_mul"), "Mul", List.of(cast, scale), scaled));
        product.addBias(scaled, draft);
    }

    /// {@return prefix of the three values that stand for the activation}
    private static String quantizedActivation(String activation, GraphDraft draft) {
        String known = draft.made().get("activation " + activation);
        if (known != null) {
            return known;
        }
        String prefix = draft.fresh(activation + "_dynamic");
        draft.made().put("activation " + activation, prefix);
        draft.add(
                new Node(
                        prefix,
                        "DynamicQuantizeLinear",
                        List.of(activation),
                        List.of(prefix + "_quantized", prefix + "_scale", prefix + "_zero_point"),
                        List.of()));
        return prefix;
    }

    /// {@return prefix of the constants that stand for the weights}
    private String constants(Product product, Matrix weights) throws IOException {
        GraphDraft owner = product.constant().owner();
        String known = owner.made().get(product.weightsKey());
        if (known != null) {
            return known;
        }
        Int8Matrix small = Int8Matrix.of(weights, granularity);
        String prefix = owner.fresh(product.weights().name() + "_quantized");
        List<Long> dims = List.of((long) weights.rows(), (long) weights.columns());
        owner.constant(prefix + "_int8", ElementType.INT8, dims, small.values());
        owner.floats(prefix + "_scales", small.scales(), scaleDims(small));
        owner.made().put(product.weightsKey(), prefix);
        return prefix;
    }

    private List<Long> scaleDims(Int8Matrix small) {
        return switch (granularity) {
            case PER_CHANNEL -> List.of((long) small.scales().length);
            case PER_TENSOR -> List.of();
        };
    }

    private static Node node(String name, String type, List<String> inputs, String output) {
        return new Node(name, type, inputs, List.of(output), List.of());
    }
}
