package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.problem.Problem;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Why parts of a model were left as they are, and how often.
final class Reasons {
    private final TreeMap<String, Integer> counts = new TreeMap<>();

    void add(String reason) {
        counts.merge(reason, 1, Integer::sum);
    }

    /// {@return that a step changed nothing in `model`}
    ///
    /// @param candidates what it looks for, such as `MatMul or Gemm`
    Problem nothing(String step, String candidates, Model model) {
        String operators =
                model
                        .graph()
                        .allNodes()
                        .map(Node::opType)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(", "));
        return new Problem(
                RewriteProblem.NOTHING_TO_QUANTIZE,
                "The model was not changed by the recipe %s.".formatted(step),
                "%s. Its operators: %s.".formatted(why(candidates), operators),
                "Deploy the model as it is, or choose a model with constant FLOAT weights.");
    }

    private String why(String candidates) {
        if (counts.isEmpty()) {
            return "It has no " + candidates;
        }
        return counts.entrySet().stream()
                .map(reason -> "%s (%d times)".formatted(reason.getKey(), reason.getValue()))
                .collect(
                        Collectors.joining(
                                ", ", "None of its %s fits: ".formatted(candidates), ""));
    }
}
