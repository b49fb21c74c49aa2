package io.casemate.engine.airlock;

import io.casemate.engine.onnx.Function;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Every node is an operator of the shipped engine, in a version that the model imports, or a
/// function of the model itself.
final class OperatorCheck {
    private static final String EP_CONTEXT = "EPContext";
    private static final String PYTHON = "PyOp";

    private final Inspected inspected;
    private final Operators operators;
    private final Set<String> own = new HashSet<>();

    private OperatorCheck(Inspected inspected, Operators operators) {
        this.inspected = inspected;
        this.operators = operators;
        for (Function function : inspected.model().functions()) {
            own.add(function.domain() + ":" + function.name());
        }
    }

    static void run(Inspected inspected) throws IOException {
        var check = new OperatorCheck(inspected, Operators.shipped());
        Graph graph = inspected.model().graph();
        graph.allNodes().forEach(node -> check.check(node, inspected.model().opset(node.domain())));
        // functions import operator sets of their own, which the engine checks when it loads them
        inspected.model().functions().stream()
                .flatMap(ModelParts::nodesOf)
                .forEach(node -> check.check(node, OptionalLong.empty()));
    }

    private void check(Node node, OptionalLong version) {
        if (node.opType().equals(EP_CONTEXT) || node.opType().equals(PYTHON)) {
            throw inspected.refuse(
                    AirlockProblem.COMPILED_BLOCK,
                    "Node '%s' is code of its own (%s), which cannot be looked into."
                            .formatted(node.name(), node.opType()),
                    "Import the model that it was made from, without such nodes.");
        }
        if (own.contains(node.domain() + ":" + node.opType())) {
            return;
        }
        Optional<Operators.Lifetime> lifetime = operators.find(node.domain(), node.opType());
        if (lifetime.isEmpty()) {
            throw inspected.refuse(
                    AirlockProblem.FOREIGN_OPERATOR,
                    "It uses the operator '%s' (node '%s'), which the engine does not have."
                            .formatted(nameOf(node), node.name()),
                    "Only standard operators are allowed. Export it without custom operators.");
        }
        version.ifPresent(imported -> checkVersion(node, imported, lifetime.get()));
    }

    private void checkVersion(Node node, long version, Operators.Lifetime lifetime) {
        if (!lifetime.includes(version)) {
            String when =
                    version < lifetime.since()
                            ? "exists from version %d on".formatted(lifetime.since())
                            : "ended with version %d".formatted(lifetime.until());
            throw inspected.refuse(
                    AirlockProblem.FOREIGN_OPERATOR,
                    "Node '%s' uses '%s' of operator set version %d; it %s."
                            .formatted(node.name(), nameOf(node), version, when),
                    "Export the model for an opset that has this operator.");
        }
    }

    private static String nameOf(Node node) {
        return node.domain().isEmpty() ? node.opType() : node.domain() + ":" + node.opType();
    }
}
