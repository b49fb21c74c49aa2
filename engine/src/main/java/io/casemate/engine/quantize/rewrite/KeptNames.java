package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks for the layers that a recipe keeps in the model that it is applied to. A name that was
/// mistyped would otherwise quantize what was to be kept.
final class KeptNames {
    private static final int NEAREST = 3;

    private KeptNames() {}

    /// {@return that `model` has no node, and no first value of one, of a name that is kept}
    static Optional<Problem> unknown(Recipe recipe, Model model) {
        Set<String> kept = new TreeSet<>();
        recipe.steps().stream().map(Step::keep).forEach(kept::addAll);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names =
                model.graph().allNodes().flatMap(KeptNames::names).collect(Collectors.toSet());
        List<String> unknown = kept.stream().filter(name -> !names.contains(name)).toList();
        return unknown.isEmpty() ? Optional.empty() : Optional.of(problem(unknown, names));
    }

    private static Stream<String> names(Node node) {
        return Stream.concat(Stream.of(node.name()), node.outputs().stream().limit(1))
                .filter(name -> !name.isEmpty());
    }

    private static Problem problem(List<String> unknown, Set<String> names) {
        String first = unknown.getFirst();
        String nearest =
                names.stream()
                        .sorted(
                                Comparator.comparingInt((String name) -> distance(first, name))
                                        .thenComparing(Comparator.naturalOrder()))
                        .limit(NEAREST)
                        .map(name -> "'" + name + "'")
                        .collect(Collectors.joining(", "));
        return RewriteProblem.UNKNOWN_LAYERS.because(
                "The model was not quantized.",
                "%d of the layers to be kept %s not in it, the first is '%s'. The nearest names are %s."
                        .formatted(
                                unknown.size(), unknown.size() == 1 ? "is" : "are", first, nearest),
                "Name nodes as 'casemate sensitivity' lists them, or first values that they make.");
    }

    /// Levenshtein's, by two rows.
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[before.length];
            now[0] = i;
            for (int j = 1; j < now.length; j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int cheapest = Math.min(before[j], now[j - 1]) + 1;
                now[j] = Math.min(before[j - 1] + change, cheapest);
            }
            before = now;
        }
        return before[other.length()];
    }
}
