package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Model;
import java.io.IOException;

/// Replaces one product by nodes that compute it from smaller weights.
interface ProductRewrite {

    /// {@return the first opset of `ai.onnx` in which its nodes exist}
    default long opset() {
        return 1;
    }

    /// {@return `model`, importing what its nodes need}
    default Model importing(Model model) {
        return model;
    }

    /// {@return the length of the constants that stand for the weights of `product`}
    long bytes(Product product);

    /// Adds the nodes for `product` to `draft`; the last one makes the product's output.
    ///
    /// @param weights as the product uses them: `[rows, columns]`, its factor multiplied in
    void apply(Product product, Matrix weights, GraphDraft draft) throws IOException;
}
