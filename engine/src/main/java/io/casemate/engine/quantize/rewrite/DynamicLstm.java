package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.qdq.Granularity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A recurrent layer whose products are computed in 8-bit integers, what they are multiplied by
/// being quantized while the model runs; gates and states stay `FLOAT`:
///
/// ```
/// LSTM                            com.microsoft.DynamicQuantizeLSTM
///   X                               X
///   W [directions, 4 H, I]          W [directions, I, 4 H] (INT8)
///   R [directions, 4 H, H]     →    R [directions, H, 4 H] (INT8)
///   B, sequence_lens,               B, sequence_lens,
///   initial_h, initial_c, P         initial_h, initial_c, P
///                                   scale and zero point of W, of R
/// ```
///
/// Source: ONNX Runtime, contrib operators, `DynamicQuantizeLSTM`. It knows all attributes of
/// `LSTM` but `layout`.
///
/// @param granularity of the weights' scales: `[directions]` or `[directions, 4 H]`
record DynamicLstm(Node node, Granularity granularity) {
    private static final int INPUTS = 8;

    /// @param constant the original
    record Weights(GraphDraft.Constant constant, Int8Matrix small) {}

    void apply(Weights input, Weights state, GraphDraft draft) throws IOException {
        String first = constants(input);
        String second = constants(state);
        var inputs = new ArrayList<String>(List.of(node.input(0), first, second));
        for (int i = inputs.size(); i < INPUTS; i++) {
            inputs.add(node.input(i));
        }
        inputs.addAll(List.of(first + "_scale", first + "_zero_point"));
        inputs.addAll(List.of(second + "_scale", second + "_zero_point"));
        List<Attribute> known =
                node.attributes().stream()
                        .filter(attribute -> !attribute.name().equals("layout"))
                        .toList();
        draft.add(
                new Node(
                        node.name(),
                        "DynamicQuantizeLSTM",
                        BlockProducts.DOMAIN,
                        inputs,
                        node.outputs(),
                        known,
                        node.others()));
        input.constant().owner().replace(input.constant().tensor().name());
        state.constant().owner().replace(state.constant().tensor().name());
    }

    /// {@return the name of the weights, with which those of scale and zero point begin}
    private String constants(Weights weights) throws IOException {
        GraphDraft owner = weights.constant().owner();
        String original = weights.constant().tensor().name();
        String known = owner.made().get("recurrent " + original);
        if (known != null) {
            return known;
        }
        String name = owner.fresh(original + "_int8");
        List<Long> dims = weights.constant().tensor().dims();
        List<Long> turned = List.of(dims.get(0), dims.get(2), dims.get(1));
        List<Long> scaleDims =
                switch (granularity) {
                    case PER_CHANNEL -> List.of(dims.get(0), dims.get(1));
                    case PER_TENSOR -> List.of(dims.get(0));
                };
        owner.constant(name, ElementType.INT8, turned, weights.small().values());
        owner.floats(name + "_scale", weights.small().scales(), scaleDims);
        byte[] zeros = new byte[weights.small().scales().length];
        owner.constant(name + "_zero_point", ElementType.INT8, scaleDims, zeros);
        owner.made().put("recurrent " + original, name);
        return name;
    }
}
