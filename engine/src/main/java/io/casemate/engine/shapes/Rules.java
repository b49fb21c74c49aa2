package io.casemate.engine.shapes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rules of all operators known here, by domain and name.
final class Rules {
    static final String MICROSOFT = "com.microsoft";

    private static final Rule NOTHING = _ -> List.of();

    private final Map<String, Rule> rules = new HashMap<>();

    Rules() {
        ElementwiseRules.register(this);
        MatrixRules.register(this);
        LayoutRules.register(this);
        ConvolutionRules.register(this);
        SlicingRules.register(this);
        ReductionRules.register(this);
        GeneratorRules.register(this);
        LayerRules.register(this);
        ControlRules.register(this);
    }

    void add(String domain, Rule rule, String... operators) {
        for (String operator : operators) {
            rules.put(key(domain, operator), rule);
        }
    }

    /// {@return the rule of an operator; one that knows nothing if there is none}
    Rule of(String domain, String operator) {
        return rules.getOrDefault(key(domain, operator), NOTHING);
    }

    /// {@return `domain:operator` of all operators known here, `ai.onnx` being empty}
    Set<String> operators() {
        return Set.copyOf(rules.keySet());
    }

    private static String key(String domain, String operator) {
        return domain + ":" + operator;
    }
}
