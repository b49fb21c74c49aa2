package io.casemate.engine.qdq;

import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import java.util.Optional;

/// An operator with constant weights that becomes an integer kernel.
///
/// @param axis of the weights along which their channels lie; -1 when they share one scale
/// @param channels number of outputs that have a bias of their own
/// @param bias constant, one value a channel
record Layer(Node node, TensorProto weights, int axis, int channels, Optional<TensorProto> bias) {

    String name() {
        return node.name();
    }

    String input() {
        return node.input(0);
    }

    String output() {
        return node.outputs().getFirst();
    }

    boolean isConvolution() {
        return node.is("Conv");
    }

    boolean takesBias() {
        return !node.is("MatMul");
    }

    /// {@return the channel of the weight at `index`; 0 when they share one scale}
    int channelOf(int index) {
        return axis < 0 ? 0 : index / inner() % channels;
    }

    /// {@return how many weights lie between two channels}
    int inner() {
        long inner = 1;
        for (int i = axis + 1; i < weights.dims().size(); i++) {
            inner *= weights.dims().get(i);
        }
        return (int) inner;
    }
}
