package io.casemate.engine.airlock;

import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.Shape;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Operators with inputs that ONNX Runtime 1.29 does not check and dies of: it is known to abort
/// the process in `OneHot` while it loads, and in `Normalizer` while it runs.
final class CrasherCheck {
    private static final int MAX_RANK = 16;

    private final Inspected inspected;
    private final Constants constants;
    private final Map<String, Shape> shapes = new HashMap<>();

    private CrasherCheck(Inspected inspected) {
        this.inspected = inspected;
        constants = Constants.of(inspected.parts());
        inspected
                .parts()
                .graphs()
                .forEach(graph -> {
                    graph.inputs().forEach(this::note);
                    graph.valueInfos().forEach(this::note);
                });
    }

    private void note(ValueInfo value) {
        value.shape().ifPresent(shape -> shapes.put(value.name(), shape));
    }

    static void run(Inspected inspected) {
        var check = new CrasherCheck(inspected);
        inspected.parts().nodes().forEach(check::check);
    }

    private void check(Node node) {
        if (node.is("OneHot")) {
            checkOneHot(node);
        } else if (node.domain().equals("ai.onnx.ml") && node.opType().equals("Normalizer")) {
            checkNormalizer(node);
        }
    }

    private void checkOneHot(Node node) {
        long axis = node.intAttribute("axis", -1);
        if (axis < -MAX_RANK || axis > MAX_RANK) {
            throw crasher(node, "its axis is %d (limit %d)".formatted(axis, MAX_RANK));
        }
        if (node.inputs().size() != 3) {
            throw crasher(node, "it has %d inputs instead of 3".formatted(node.inputs().size()));
        }
        checkElements(node, 1, 1);
        checkElements(node, 2, 2);
    }

    private void checkElements(Node node, int input, long wanted) {
        Optional<TensorProto> constant = constants.find(node.inputs().get(input));
        if (constant.isPresent() && constant.get().elements() != wanted) {
            throw crasher(
                    node,
                    "its input %d has %d elements instead of %d"
                            .formatted(input, constant.get().elements(), wanted));
        }
        if (constant.isEmpty()) {
            inspected.warn(
                    AirlockProblem.UNCHECKED_INPUT,
                    "Node '%s' (OneHot) takes input %d from a computation, so that it could not be checked; the engine may crash on odd values."
                            .formatted(node.name(), input));
        }
    }

    private void checkNormalizer(Node node) {
        if (node.inputs().size() != 1) {
            throw crasher(node, "it has %d inputs instead of 1".formatted(node.inputs().size()));
        }
        Optional<Integer> rank =
                Optional.ofNullable(shapes.get(node.inputs().getFirst())).map(Shape::rank);
        if (rank.isPresent() && !List.of(1, 2).contains(rank.get())) {
            throw crasher(
                    node, "its input has %d dimensions (1 or 2 allowed)".formatted(rank.get()));
        }
        if (rank.isEmpty()) {
            inspected.warn(
                    AirlockProblem.UNCHECKED_INPUT,
                    "Node '%s' (Normalizer) has an input of unknown shape; the engine crashes on more than two dimensions."
                            .formatted(node.name()));
        }
    }

    private Refusal crasher(Node node, String why) {
        return inspected.refuse(
                AirlockProblem.UNCHECKED_INPUT,
                "Node '%s' (%s) would crash the engine: %s."
                        .formatted(node.name(), node.opType(), why),
                "Export the model again; this node was damaged or made by hand.");
    }
}
