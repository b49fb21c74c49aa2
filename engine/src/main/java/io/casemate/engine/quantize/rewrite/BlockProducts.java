package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.quantize.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Products with weights in blocks of 4-bit or 8-bit numbers:
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
record BlockProducts(Step.BlockWeights settings) implements ProductRewrite {
    static final String DOMAIN = "com.microsoft";

    @Override
    public Model importing(Model model) {
        return model.importing(DOMAIN, 1);
    }

    @Override
    public long bytes(Product product) {
        long blocks = Math.ceilDiv(product.rows(), settings.blockSize());
        long bits = settings.bits();
        long zeroPoints = settings.symmetric() ? 0 : Math.ceilDiv(blocks * bits, Byte.SIZE);
        long block = settings.blockSize() * bits / Byte.SIZE + Float.BYTES;
        return product.columns() * (blocks * block + zeroPoints);
    }

    @Override
    public void apply(Product product, Matrix weights, GraphDraft draft) throws IOException {
        String matrix = constants(product, weights);
        String activation = product.activation(draft);
        String output = product.unbiased(draft);
        var inputs = new ArrayList<>(List.of(activation, matrix + "_packed", matrix + "_scales"));
        if (!settings.symmetric()) {
            inputs.add(matrix + "_zero_points");
        }
        draft.add(
                new Node(
                                draft.fresh(output + "_nbits"),
                                "MatMulNBits",
                                inputs,
                                List.of(output),
                                attributes(weights))
                        .inDomain(DOMAIN));
        product.addBias(output, draft);
    }

    private List<Attribute> attributes(Matrix weights) {
        var attributes =
                new ArrayList<>(
                        List.of(
                                Attribute.of("K", (long) weights.rows()),
                                Attribute.of("N", (long) weights.columns()),
                                Attribute.of("bits", (long) settings.bits()),
                                Attribute.of("block_size", (long) settings.blockSize())));
        if (settings.accuracyLevel() > 0) {
            attributes.add(Attribute.of("accuracy_level", (long) settings.accuracyLevel()));
        }
        return attributes;
    }

    /// {@return prefix of the constants that stand for the weights}
    private String constants(Product product, Matrix weights) throws IOException {
        GraphDraft owner = product.constant().owner();
        String known = owner.made().get(product.weightsKey());
        if (known != null) {
            return known;
        }
        return add(product, BlockMatrix.of(weights, settings));
    }

    /// Adds the constants that stand for the weights of `product`, and of those that share them.
    ///
    /// @return their prefix
    String add(Product product, BlockMatrix small) throws IOException {
        GraphDraft owner = product.constant().owner();
        String prefix = owner.fresh(product.weights().name() + "_quantized");
        long columns = product.columns();
        long blocks = small.blocks();
        owner.constant(
                prefix + "_packed",
                ElementType.UINT8,
                List.of(columns, blocks, settings.blockSize() * settings.bits() / 8L),
                small.packed());
        owner.floats(prefix + "_scales", small.scales(), List.of(columns * blocks));
        if (!settings.symmetric()) {
            List<Long> dims = List.of((long) small.zeroPoints().length);
            owner.constant(prefix + "_zero_points", ElementType.UINT8, dims, small.zeroPoints());
        }
        owner.made().put(product.weightsKey(), prefix);
        return prefix;
    }
}
