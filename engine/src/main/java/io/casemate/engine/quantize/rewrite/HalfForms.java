package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Under which names the values of a graph are there in 16 bits and in `FLOAT`, while its nodes are
/// added in order. What is not there in the wanted form is cast, once, before it is read.
final class HalfForms {
    private final FreeNames names;
    private final ElementType type;
    private final Map<String, String> halves;
    private final Map<String, String> singles;
    private final List<Node> nodes = new ArrayList<>();

    /// @param type `FLOAT16` or `BFLOAT16`
    HalfForms(FreeNames names, ElementType type) {
        this(names, type, Map.of(), Map.of());
    }

    private HalfForms(
            FreeNames names,
            ElementType type,
            Map<String, String> halves,
            Map<String, String> singles) {
        this.names = names;
        this.type = type;
        this.halves = new HashMap<>(halves);
        this.singles = new HashMap<>(singles);
    }

    /// {@return the forms that a graph inside begins with}
    HalfForms inside() {
        return new HalfForms(names, type, halves, singles);
    }

    List<Node> nodes() {
        return nodes;
    }

    void add(Node node) {
        nodes.add(node);
    }

    /// The value `name` is there in 16 bits as `form`.
    void half(String name, String form) {
        halves.put(name, form);
    }

    /// The value `name` is there in `FLOAT` as `form`.
    void single(String name, String form) {
        singles.put(name, form);
    }

    String freshHalf(String name) {
        return names.fresh(name + (type == ElementType.FLOAT16 ? "_fp16" : "_bf16"));
    }

    String asHalf(String name) {
        String known = halves.get(name);
        if (known != null) {
            return known;
        }
        String made = freshHalf(name);
        String single = asFloat(name);
        nodes.add(cast(made, single, made, type));
        singles.put(name, single);
        halves.put(name, made);
        return made;
    }

    /// {@return `name` itself for a value that has no other form}
    String asFloat(String name) {
        String known = singles.get(name);
        String half = halves.get(name);
        if (known != null || half == null) {
            return known == null ? name : known;
        }
        String made = freshFloat(name);
        nodes.add(cast(made, half, made, ElementType.FLOAT));
        singles.put(name, made);
        return made;
    }

    /// {@return a form that needs no cast}
    String asItIs(String name) {
        return singles.containsKey(name) || !halves.containsKey(name)
                ? asFloat(name)
                : asHalf(name);
    }

    String freshFloat(String name) {
        return names.fresh(name + "_fp32");
    }

    /// @param free begins the name of the node
    static Node cast(String free, String from, String to, ElementType type) {
        return new Node(
                free + "_cast",
                "Cast",
                List.of(from),
                List.of(to),
                List.of(Attribute.of("to", (long) type.number())));
    }
}
