package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.TensorValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A product of an activation and a constant matrix, and for `Gemm` what goes around it: `factor ·
/// op(activation) · op(weights) + beta · bias`.
///
/// Source: ONNX operator specification, `MatMul` and `Gemm`.
///
/// @param constant the weights, rank 2
/// @param isTurned whether the weights have outputs first
record Product(Node node, GraphDraft.Constant constant, boolean isTurned) {

    TensorProto weights() {
        return constant.tensor();
    }

    int rows() {
        return Math.toIntExact(weights().dims().get(isTurned ? 1 : 0));
    }

    int columns() {
        return Math.toIntExact(weights().dims().get(isTurned ? 0 : 1));
    }

    /// {@return the length of the weights as they are}
    long bytes() {
        return weights().elements() * Float.BYTES;
    }

    /// {@return by what the product is multiplied}
    float factor() {
        return node.floatAttribute("alpha", 1);
    }

    /// {@return the weights as they are used here, the factor multiplied in}
    ///
    /// @param folder where the model's external data lie
    Matrix matrix(Path folder) throws IOException {
        float[] values = TensorValues.floats(weights(), folder);
        float factor = factor();
        for (int i = 0; factor != 1 && i < values.length; i++) {
            values[i] *= factor;
        }
        return new Matrix(rows(), columns(), values, isTurned);
    }

    String output() {
        return node.outputs().getFirst();
    }

    /// {@return names this product's weights as they are used here, so that products share them}
    String weightsKey() {
        return "%s %s %s".formatted(weights().name(), isTurned, factor());
    }

    /// {@return the activation, rows to be multiplied last; one that is turned is turned back once}
    String activation(GraphDraft draft) {
        String name = node.inputs().getFirst();
        if (node.intAttribute("transA", 0) == 0) {
            return name;
        }
        return draft.made()
                .computeIfAbsent(
                        "turned " + name,
                        _ -> {
                            String turned = draft.fresh(name + "_turned");
                            draft.add(
                                    new Node(
                                            turned,
                                            "Transpose",
                                            List.of(name),
                                            List.of(turned),
                                            List.of(Attribute.of("perm", List.of(1L, 0L)))));
                            return turned;
                        });
    }

    /// {@return a name for the product without bias; the output, where there is no bias}
    String unbiased(GraphDraft draft) {
        return bias().isPresent() ? draft.fresh(output() + "_product") : output();
    }

    /// Adds the bias to `unbiased`, which makes the output.
    void addBias(String unbiased, GraphDraft draft) throws IOException {
        Optional<String> bias = bias();
        if (bias.isEmpty()) {
            return;
        }
        String added = bias.get();
        if (beta() != 1) {
            String scaled = draft.fresh(output() + "_bias");
            draft.floats(scaled + "_beta", new float[] {beta()}, List.of());
            List<String> factors = List.of(added, scaled + "_beta");
            draft.add(new Node(scaled, "Mul", factors, List.of(scaled), List.of()));
            added = scaled;
        }
        draft.add(
                new Node(
                        draft.fresh(output() + "_add"),
                        "Add",
                        List.of(unbiased, added),
                        List.of(output()),
                        List.of()));
    }

    private float beta() {
        return node.floatAttribute("beta", 1);
    }

    private Optional<String> bias() {
        return node.inputs().stream()
                .skip(2)
                .findFirst()
                .filter(name -> !name.isEmpty() && beta() != 0);
    }
}
