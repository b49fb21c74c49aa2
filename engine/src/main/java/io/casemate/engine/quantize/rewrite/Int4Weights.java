package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import java.util.List;

/// Products with weights in 4-bit blocks:
///
/// ```
/// MatMul                 MatMulNBits (com.microsoft)
///   a   [.., K]     →      a, packed weights, scales, zero points
///   W   [K, N]           Add bias, where there is one
/// ```
///
/// Accuracy level 4 lets ONNX Runtime compute with 8-bit activations; it is the level with fast
/// kernels. Their error is mostly far below that of 4-bit weights. It is not where the activations
/// of one block span several orders of magnitude, as spectra do; the measured card shows it.
///
/// Source: ONNX Runtime contrib operator `com.microsoft.MatMulNBits`.
final class Int4Weights implements ProductRewrite {
    private static final String DOMAIN = "com.microsoft";
    private static final long ACCURACY_LEVEL = 4;
    private static final long BITS = 4;

    @Override
    public Model importing(Model model) {
        return model.importing(DOMAIN, 1);
    }

    @Override
    public long bytes(Product product) {
        int blockSize = Int4Matrix.blockSizeFor(product.rows());
        long blocks = Math.ceilDiv(product.rows(), blockSize);
        long column = blocks * (blockSize / 2 + Float.BYTES) + Math.ceilDiv(blocks, 2L);
        return product.columns() * column;
    }

    @Override
    public void apply(Product product, Matrix weights, GraphDraft draft) {
        int blockSize = Int4Matrix.blockSizeFor(weights.rows());
        String matrix =
                draft.made()
                        .computeIfAbsent(
                                product.weightsKey(),
                                _ -> constants(product, weights, blockSize, draft));
        String output =
                product.bias().isPresent()
                        ? draft.fresh(product.output() + "_product")
                        : product.output();
        draft.add(
                new Node(
                                draft.fresh(output + "_int4"),
                                "MatMulNBits",
                                List.of(
                                        product.activation(),
                                        matrix + "_int4",
                                        matrix + "_scales",
                                        matrix + "_zero_points"),
                                List.of(output),
                                List.of(
                                        Attribute.of("K", (long) weights.rows()),
                                        Attribute.of("N", (long) weights.columns()),
                                        Attribute.of("bits", BITS),
                                        Attribute.of("block_size", (long) blockSize),
                                        Attribute.of("accuracy_level", ACCURACY_LEVEL)))
                        .inDomain(DOMAIN));
        product.bias()
                .ifPresent(bias ->
                        draft.add(
                                new Node(
                                        draft.fresh(product.output() + "_add"),
                                        "Add",
                                        List.of(output, bias),
                                        List.of(product.output()),
                                        List.of())));
    }

    private static String constants(
            Product product, Matrix weights, int blockSize, GraphDraft draft) {
        Int4Matrix small = Int4Matrix.of(weights, blockSize);
        String prefix = draft.fresh(product.weights().name() + "_quantized");
        long columns = weights.columns();
        long blocks = small.blocks();
        draft.constant(
                TensorProto.of(
                        prefix + "_int4",
                        ElementType.UINT8,
                        List.of(columns, blocks, blockSize / 2L),
                        small.packed()));
        draft.floats(prefix + "_scales", small.scales(), List.of(columns * blocks));
        draft.constant(
                TensorProto.of(
                        prefix + "_zero_points",
                        ElementType.UINT8,
                        List.of((long) small.zeroPoints().length),
                        small.zeroPoints()));
        return prefix;
    }
}
