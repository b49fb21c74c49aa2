package io.casemate.engine.shapes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What is known of every value of one graph.
///
/// @param values by name: initializers, inputs, then what nodes make, in that order
/// @param constants names of the values that depend on no input: initializers, and what nodes make
///   from constants only, which an engine works out while it loads the model
public record GraphShapes(Map<String, ValueShape> values, Set<String> constants) {

    public GraphShapes {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        constants = Collections.unmodifiableSet(new LinkedHashSet<>(constants));
    }

    /// {@return what is known of the value `name`; nothing if there is no such value}
    public ValueShape of(String name) {
        return values.getOrDefault(name, ValueShape.UNKNOWN);
    }
}
