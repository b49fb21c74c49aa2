package io.casemate.engine.airlock;

import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorBytes;
import io.casemate.engine.onnx.TensorData;
import io.casemate.engine.onnx.TensorProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Graphs inside nodes are not too deep, and loops end by themselves.
final class NestingCheck {
    private static final int DEEPEST = 16;
    private static final long MANY_TIMES = 1_000_000_000;

    private final Inspected inspected;
    private final Constants constants;

    private NestingCheck(Inspected inspected) {
        this.inspected = inspected;
        constants = Constants.of(inspected.parts());
    }

    static void run(Inspected inspected) throws IOException {
        var check = new NestingCheck(inspected);
        check.checkDepth(inspected.model().graph().nodes(), 0);
        for (var function : inspected.model().functions()) {
            check.checkDepth(function.nodes(), 0);
        }
        for (Node node : inspected.parts().nodes().filter(node -> node.is("Loop")).toList()) {
            check.checkLoop(node);
        }
    }

    private void checkDepth(List<Node> nodes, int depth) {
        if (depth > DEEPEST) {
            throw inspected.refuse(
                    AirlockProblem.TOO_DEEP,
                    "Graphs are nested %d levels deep (limit %d).".formatted(depth, DEEPEST),
                    "Export the model again with fewer branches inside branches.");
        }
        for (Node node : nodes) {
            for (Graph inside : node.subgraphs()) {
                checkDepth(inside.nodes(), depth + 1);
            }
        }
    }

    private void checkLoop(Node loop) throws IOException {
        String trips = loop.inputs().isEmpty() ? "" : loop.inputs().getFirst();
        Optional<TensorProto> bound = constants.find(trips);
        if (bound.isEmpty()) {
            inspected.warn(
                    AirlockProblem.ENDLESS_LOOP,
                    "Endless loop possible at node '%s': nothing in the model bounds it. Allowed only with a time limit."
                            .formatted(loop.name()));
        } else if (value(bound.get()) > MANY_TIMES) {
            inspected.warn(
                    AirlockProblem.ENDLESS_LOOP,
                    "The loop at node '%s' may run %d times. Allowed only with a time limit."
                            .formatted(loop.name(), value(bound.get())));
        }
    }

    /// A bound that cannot be read here counts as none.
    private static long value(TensorProto bound) throws IOException {
        boolean isHere = !(bound.data() instanceof TensorData.External);
        return isHere && bound.type().bits() == Long.SIZE && bound.elements() == 1
                ? TensorBytes.of(bound, Path.of("")).getLong()
                : Long.MAX_VALUE;
    }
}
