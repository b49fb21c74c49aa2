package io.casemate.engine.quantize.rewrite;

/// Replaces one product by nodes that compute it from smaller weights.
interface ProductRewrite {

    /// {@return the length of the constants that stand for the weights of `product`}
    long bytes(Product product);

    /// Adds the nodes for `product` to `draft`; the last one makes the product's output.
    ///
    /// @param weights as the product uses them: `[rows, columns]`, its factor multiplied in
    void apply(Product product, Matrix weights, GraphDraft draft);
}
