package io.casemate.engine.normalize;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.shapes.GraphShapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes single nodes of opset 7 to 12 in the words of opset 13.
///
/// | Operator | Until | What becomes of it |
/// |---|---|---|
/// | `Upsample`, `Resize` | 9, 10 | `Resize`, `asymmetric` and `floor`, which was the only way |
/// | `Clip`, `Pad` | 10 | bounds and pads become inputs |
/// | `Slice`, `TopK` | 9 | starts, ends, axes, and k become inputs |
/// | `Squeeze`, `Unsqueeze`, `ReduceSum`, `Split` | 12 | axes and sizes become inputs |
/// | `Softmax`, `LogSoftmax`, `Hardmax` | 12 | over all axes from `axis` on, by `Flatten` if needed |
/// | `Dropout` | 11 | its ratio, which inference ignores, is dropped |
/// | `BatchNormalization` | 8 | `spatial`, where it says nothing, is dropped |
/// | `Scatter` | 10 | `ScatterElements` |
/// | `ImageScaler` | 9, experimental | `Mul` and `Add` of one value a channel |
final class NodeUpgrade {
    private static final Set<String> SOFT = Set.of("Softmax", "LogSoftmax", "Hardmax");

    private final GraphIndex index;
    private final long from;
    private final Optional<GraphShapes> shapes;
    private final List<TensorProto> constants = new ArrayList<>();

    /// @param shapes of the graph, where they are known
    NodeUpgrade(GraphIndex index, long from, Optional<GraphShapes> shapes) {
        this.index = index;
        this.from = from;
        this.shapes = shapes;
    }

    /// {@return the constants that the new nodes read}
    List<TensorProto> constants() {
        return constants;
    }

    List<Node> apply(Node node) {
        if (!node.domain().isEmpty()) {
            return List.of(node);
        }
        if (SOFT.contains(node.opType())) {
            return soft(node);
        }
        if (node.is("ImageScaler")) {
            return scaled(node);
        }
        return List.of(
                switch (node.opType()) {
                    case "Upsample" -> resize(node, from < 9 ? scales(node) : node.input(1));
                    case "Resize" -> from < 11 ? resize(node, node.input(1)) : node;
                    case "Clip" -> from < 11 ? clip(node) : node;
                    case "Pad" -> from < 11 ? pad(node) : node;
                    case "Slice" -> from < 10 ? slice(node) : node;
                    case "TopK" -> from < 10 ? topK(node) : node;
                    case "Squeeze", "Unsqueeze", "ReduceSum" -> asInput(node, "axes");
                    case "Split" -> asInput(node, "split");
                    case "Dropout" -> from < 12 ? without(node, "ratio") : node;
                    case "BatchNormalization" ->
                            node.intAttribute("spatial", 1) == 1 ? without(node, "spatial") : node;
                    case "Scatter" -> typed(node, "ScatterElements");
                    default -> node;
                });
    }

    private static Node typed(Node node, String type) {
        return new Node(
                node.name(), type, "", node.inputs(), node.outputs(), node.attributes(), List.of());
    }

    private static Node without(Node node, String... names) {
        Set<String> dropped = Set.of(names);
        return node.withAttributes(
                node.attributes().stream().filter(a -> !dropped.contains(a.name())).toList());
    }

    private static Node with(Node node, Attribute... more) {
        var attributes = new ArrayList<>(node.attributes());
        attributes.addAll(List.of(more));
        return node.withAttributes(attributes);
    }

    private String longs(Node node, String suffix, List<Long> values) {
        String name = index.fresh(node.outputs().getFirst() + "_" + suffix);
        constants.add(TensorProto.longs(name, values));
        return name;
    }

    private String scalar(Node node, String suffix, float value) {
        String name = index.fresh(node.outputs().getFirst() + "_" + suffix);
        constants.add(TensorProto.floats(name, List.of(), value));
        return name;
    }

    private String scales(Node node) {
        float[] scales = floats(node, "scales");
        String name = index.fresh(node.outputs().getFirst() + "_scales");
        constants.add(TensorProto.floats(name, List.of((long) scales.length), scales));
        return name;
    }

    private static float[] floats(Node node, String attribute) {
        if (!(node.attribute(attribute).orElse(new Attribute.IntValue(0))
                instanceof Attribute.Floats(List<Float> values))) {
            return new float[0];
        }
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    private static Node resize(Node node, String scales) {
        Node plain =
                without(typed(node, "Resize"), "scales")
                        .withInputs(List.of(node.input(0), "", scales));
        return with(
                plain,
                Attribute.of("coordinate_transformation_mode", "asymmetric"),
                Attribute.of("nearest_mode", "floor"));
    }

    private Node clip(Node node) {
        String low =
                node.attribute("min").isPresent()
                        ? scalar(node, "min", node.floatAttribute("min", 0))
                        : "";
        String high =
                node.attribute("max").isPresent()
                        ? scalar(node, "max", node.floatAttribute("max", 0))
                        : "";
        return without(node, "min", "max").withInputs(List.of(node.input(0), low, high));
    }

    private Node pad(Node node) {
        String pads = longs(node, "pads", node.intsAttribute("pads").orElse(List.of()));
        String value = scalar(node, "value", node.floatAttribute("value", 0));
        return without(node, "pads", "value").withInputs(List.of(node.input(0), pads, value));
    }

    private Node slice(Node node) {
        var inputs = new ArrayList<String>();
        inputs.add(node.input(0));
        inputs.add(longs(node, "starts", node.intsAttribute("starts").orElse(List.of())));
        inputs.add(longs(node, "ends", node.intsAttribute("ends").orElse(List.of())));
        node.intsAttribute("axes").ifPresent(axes -> inputs.add(longs(node, "axes", axes)));
        return without(node, "starts", "ends", "axes").withInputs(inputs);
    }

    private Node topK(Node node) {
        String count = longs(node, "k", List.of(node.intAttribute("k", 1)));
        return without(node, "k").withInputs(List.of(node.input(0), count));
    }

    private Node asInput(Node node, String attribute) {
        return node.intsAttribute(attribute)
                .map(values ->
                        without(node, attribute)
                                .withInputs(List.of(node.input(0), longs(node, attribute, values))))
                .orElse(node);
    }

    private List<Node> scaled(Node node) {
        float[] shifts = floats(node, "bias");
        String shift = index.fresh(node.outputs().getFirst() + "_shift");
        constants.add(TensorProto.floats(shift, List.of((long) shifts.length, 1L, 1L), shifts));
        String scale = scalar(node, "scale", node.floatAttribute("scale", 1));
        String product = index.fresh(node.outputs().getFirst() + "_scaled");
        return List.of(
                new Node(
                        product, "Mul", List.of(node.input(0), scale), List.of(product), List.of()),
                new Node(node.name(), "Add", List.of(product, shift), node.outputs(), List.of()));
    }

    /// Until opset 12 the axes from `axis` on, 1 if not given, counted as one.
    private List<Node> soft(Node node) {
        long axis = node.intAttribute("axis", 1);
        long rank =
                shapes.flatMap(known -> known.of(node.input(0)).shape())
                        .map(shape -> (long) shape.rank())
                        .orElse(0L);
        Node last = with(without(node, "axis"), Attribute.of("axis", -1L));
        if (axis == -1 || axis == rank - 1) {
            return List.of(last);
        }
        String output = node.outputs().getFirst();
        String sizes = index.fresh(output + "_shape");
        String flat = index.fresh(output + "_flat");
        String made = index.fresh(output + "_made");
        return List.of(
                new Node(sizes, "Shape", List.of(node.input(0)), List.of(sizes), List.of()),
                new Node(
                        flat,
                        "Flatten",
                        List.of(node.input(0)),
                        List.of(flat),
                        List.of(Attribute.of("axis", axis))),
                last.withInputs(List.of(flat)).withOutputs(List.of(made)),
                new Node(
                        index.fresh(output + "_reshape"),
                        "Reshape",
                        List.of(made, sizes),
                        List.of(output),
                        List.of()));
    }
}
