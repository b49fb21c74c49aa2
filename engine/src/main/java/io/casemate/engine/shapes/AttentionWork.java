package io.casemate.engine.shapes;

/// Work of attention: queries times keys, and weights times values, each a multiply-add for each
/// query, key and column of the output.
final class AttentionWork {

    private AttentionWork() {}

    static void register(Works works) {
        works.add(AttentionWork::withProjection, "Attention QAttention DecoderMaskedSelfAttention");
        works.add(
                AttentionWork::separate,
                "MultiHeadAttention GroupQueryAttention DecoderMaskedMultiHeadAttention");
        works.add(call -> Sizes.times(3, CostCall.elements(call.input(0))), "RotaryEmbedding");
    }

    /// The operator of `com.microsoft` projects its input first; the one of `ai.onnx` does not.
    private static long withProjection(CostCall call) {
        if (call.node().domain().isEmpty()) {
            return separate(call);
        }
        long rows = Sizes.times(CostCall.size(call.input(0), 0), CostCall.size(call.input(0), 1));
        long weights = CostCall.elements(call.input(1));
        long present = call.outputs().size() > 1 ? CostCall.size(call.outputs().get(1), -2) : 0;
        return Sizes.plus(
                Works.multiplyAdds(rows, weights),
                products(call, Math.max(present, CostCall.size(call.input(0), 1))));
    }

    private static long separate(CostCall call) {
        long present = call.outputs().size() > 1 ? CostCall.size(call.outputs().get(1), -2) : 0;
        return products(call, Math.max(present, CostCall.size(call.input(1), -2)));
    }

    private static long products(CostCall call, long keys) {
        return Sizes.times(2, Works.multiplyAdds(CostCall.elements(call.output()), keys));
    }
}
