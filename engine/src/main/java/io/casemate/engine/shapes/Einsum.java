package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Dim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Shapes by an equation of subscripts, such as `bij,bjk->bik`. Equations with an ellipsis are left
/// unknown.
final class Einsum {
    private static final int LONGEST = 1024;

    private Einsum() {}

    static List<Fact> infer(Call call) {
        String equation = call.text("equation", "").replace(" ", "");
        Map<Character, Dim> sizes = sizes(call, equation);
        if (sizes.isEmpty()) {
            return List.of(Fact.typed(call.type(0)));
        }
        var dims = new ArrayList<Dim>();
        for (char letter : output(equation).toCharArray()) {
            dims.add(sizes.getOrDefault(letter, Sizes.UNKNOWN));
        }
        return List.of(Fact.of(call.type(0), dims));
    }

    /// {@return the size of each subscript; empty when the equation does not fit the inputs}
    static Map<Character, Dim> sizes(Call call, String equation) {
        if (equation.contains("...") || equation.length() > LONGEST) {
            return Map.of();
        }
        String[] terms = equation.split("->", 2)[0].split(",", -1);
        var sizes = new HashMap<Character, Dim>();
        for (int i = 0; i < terms.length; i++) {
            Optional<List<Dim>> dims = call.dims(i);
            if (dims.isPresent() && dims.get().size() != terms[i].length()) {
                return Map.of();
            }
            for (int axis = 0; axis < terms[i].length(); axis++) {
                Dim dim = dims.isPresent() ? dims.get().get(axis) : Sizes.UNKNOWN;
                sizes.merge(terms[i].charAt(axis), dim, Einsum::larger);
            }
        }
        return sizes;
    }

    private static Dim larger(Dim a, Dim b) {
        return Sizes.is(a, 1) ? b : Sizes.is(b, 1) ? a : Sizes.same(a, b);
    }

    /// Without an arrow: the subscripts that occur once, in alphabetical order.
    private static String output(String equation) {
        String[] sides = equation.split("->", 2);
        if (sides.length == 2) {
            return sides[1];
        }
        var letters = new StringBuilder();
        sides[0].chars()
                .filter(letter -> letter != ',')
                .filter(letter -> sides[0].indexOf(letter) == sides[0].lastIndexOf(letter))
                .sorted()
                .forEach(letter -> letters.append((char) letter));
        return letters.toString();
    }
}
