package io.casemate.engine.shapes;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/// The values that can be seen at a place in a graph: its own, and those of the graphs around it.
final class Scope {
    private static final Fact LEFT_OUT = Fact.UNKNOWN.constant(true);

    static final Scope OUTERMOST = new Scope(Optional.empty());

    private final Optional<Scope> outer;
    private final Map<String, Fact> facts = new LinkedHashMap<>();

    private Scope(Optional<Scope> outer) {
        this.outer = outer;
    }

    Scope(Scope outer) {
        this(Optional.of(outer));
    }

    void put(String name, Fact fact) {
        facts.put(name, fact);
    }

    boolean holds(String name) {
        return facts.containsKey(name);
    }

    Fact find(String name) {
        if (name.isEmpty()) {
            return LEFT_OUT;
        }
        Fact own = facts.get(name);
        if (own != null) {
            return own;
        }
        return outer.isPresent() ? outer.get().find(name) : Fact.UNKNOWN;
    }

    GraphShapes shapes() {
        var values = new LinkedHashMap<String, ValueShape>();
        var constants = new LinkedHashSet<String>();
        facts.forEach((name, fact) -> {
            values.put(name, fact.value());
            if (fact.isConstant()) {
                constants.add(name);
            }
        });
        return new GraphShapes(values, constants);
    }
}
