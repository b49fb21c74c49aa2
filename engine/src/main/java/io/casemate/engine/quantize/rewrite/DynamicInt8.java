package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import java.util.List;
import java.util.Optional;

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
final class DynamicInt8 implements ProductRewrite {
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
    public void apply(Product product, Matrix weights, GraphDraft draft) {
        String quantized = quantizedActivation(product.activation(), draft);
        String matrix =
                draft.made()
                        .computeIfAbsent(
                                product.weightsKey(), _ -> constants(product, weights, draft));
        String name = draft.fresh(product.output() + "_int32");
        draft.add(
                node(
                        name,
                        "MatMulInteger",
                        List.of(
                                quantized + "_quantized",
                                matrix + "_int8",
                                quantized + "_zero_point"),
                        name));
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
        finish(product, cast, scale, draft);
    }

    private static void finish(Product product, String cast, String scale, GraphDraft draft) {
        Optional<String> bias = product.bias();
        String scaled =
                bias.isPresent() ? draft.fresh(product.output() + "_product") : product.output();
        draft.add(node(draft.fresh(scaled + "_mul"), "Mul", List.of(cast, scale), scaled));
        bias.ifPresent(name ->
                draft.add(
                        node(
                                draft.fresh(product.output() + "_add"),
                                "Add",
                                List.of(scaled, name),
                                product.output())));
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

    private static String constants(Product product, Matrix weights, GraphDraft draft) {
        Int8Matrix small = Int8Matrix.of(weights);
        String prefix = draft.fresh(product.weights().name() + "_quantized");
        List<Long> dims = List.of((long) weights.rows(), (long) weights.columns());
        draft.constant(TensorProto.of(prefix + "_int8", ElementType.INT8, dims, small.values()));
        draft.floats(prefix + "_scales", small.scales(), List.of((long) weights.columns()));
        return prefix;
    }

    private static Node node(String name, String type, List<String> inputs, String output) {
        return new Node(name, type, inputs, List.of(output), List.of());
    }
}
