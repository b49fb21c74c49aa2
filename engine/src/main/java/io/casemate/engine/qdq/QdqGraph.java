package io.casemate.engine.qdq;

import io.casemate.engine.normalize.GraphIndex;
import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes the pairs of a plan into a graph:
///
/// ```
/// Conv(x, w, b) -> c           QuantizeLinear(x) -> DequantizeLinear -> x'
/// Relu(c) -> y          →      Conv(x', DequantizeLinear(w), DequantizeLinear(b)) -> y_exact
///                              QuantizeLinear(y_exact) -> DequantizeLinear -> y
/// ```
///
/// A value that a layer makes is read in its quantized form by everyone; one that comes from
/// elsewhere only by layers.
final class QdqGraph {
    private final Model model;
    private final GraphIndex index;
    private final QdqSettings settings;
    private final RangeTable table;
    private final Path folder;
    private final List<Node> nodes = new ArrayList<>();
    private final List<TensorProto> constants = new ArrayList<>();
    private final Map<String, String> quantized = new HashMap<>();
    private final Map<String, Quantizer> quantizers = new HashMap<>();
    private final Map<WeightKey, String> made = new HashMap<>();

    /// Layers that read the same weights with the same scales share them.
    private record WeightKey(String name, int axis, int zeroPoint, List<Float> scales) {

        private static WeightKey of(Layer layer, WeightForm form) {
            var scales = new ArrayList<Float>();
            for (float scale : form.scales()) {
                scales.add(scale);
            }
            return new WeightKey(layer.weights().name(), layer.axis(), form.zeroPoint(), scales);
        }
    }

    /// @param folder where the model's external data lie
    QdqGraph(Model model, QdqSettings settings, RangeTable table, Path folder) {
        this.model = model;
        this.index = new GraphIndex(model.graph());
        this.settings = settings;
        this.table = table;
        this.folder = folder;
    }

    /// @param layers those that become integer kernels; all values that they need have ranges
    Model with(List<Layer> layers) throws IOException {
        Plan plan = Plan.of(layers, index, settings, folder);
        Set<Node> replaced = new HashSet<>();
        layers.forEach(layer -> replaced.add(layer.node()));
        Map<Node, String> outputs = new HashMap<>();
        plan.layers().forEach((output, layer) -> outputs.put(layer.node(), output));
        for (Node node : model.graph().nodes()) {
            if (replaced.contains(node)) {
                String output = outputs.get(node);
                layer(plan, plan.layers().get(output), output);
            } else if (!plan.absorbed().contains(node)) {
                nodes.add(node);
            }
        }
        Graph graph = model.graph();
        var initializers = new ArrayList<>(graph.initializers());
        initializers.addAll(constants);
        Set<String> there = new HashSet<>();
        nodes.forEach(node -> there.addAll(node.outputs()));
        return model.withGraph(
                GraphIndex.withoutUnread(
                        graph.withNodes(nodes)
                                .withInitializers(initializers)
                                .withValueInfos(
                                        graph.valueInfos().stream()
                                                .filter(value -> there.contains(value.name()))
                                                .toList())));
    }

    private void layer(Plan plan, Layer layer, String output) throws IOException {
        String input = quantized.get(layer.input());
        if (input == null) {
            input = index.fresh(layer.input() + "_dequantized");
            pair(layer.input(), plan.source(layer.input()), input);
            quantized.put(layer.input(), input);
        }
        Quantizer activation = quantizers.get(layer.input());
        double[] means =
                settings.correctsBias()
                        ? table.means().getOrDefault(layer.input(), new double[0])
                        : new double[0];
        WeightForm form = WeightForm.of(layer, settings, activation.scale(), means, folder);
        var inputs =
                new ArrayList<>(
                        List.of(
                                input,
                                made.computeIfAbsent(
                                        WeightKey.of(layer, form), _ -> weights(layer, form))));
        if (form.bias().length > 0) {
            inputs.add(bias(layer, form, activation.scale()));
        }
        Node changed = layer.node().withInputs(inputs);
        if (!plan.values().contains(output)) {
            nodes.add(changed.withOutputs(List.of(output)));
            return;
        }
        String exact = index.fresh(output + "_exact");
        nodes.add(changed.withOutputs(List.of(exact)));
        pair(output, exact, output);
        quantized.put(output, output);
    }

    /// @param value whose range it has
    private void pair(String value, String from, String to) {
        Quantizer quantizer =
                Quantizer.ofActivation(table.ranges().get(value), settings.activations());
        quantizers.put(value, quantizer);
        String scale = index.fresh(value + "_scale");
        String zeroPoint = index.fresh(value + "_zero_point");
        String integers = index.fresh(value + "_quantized");
        constants.add(TensorProto.floats(scale, List.of(), quantizer.scale()));
        constants.add(
                TensorProto.of(
                        zeroPoint,
                        settings.activations().element(),
                        List.of(),
                        new byte[] {(byte) quantizer.zeroPoint()}));
        nodes.add(
                new Node(
                        integers,
                        "QuantizeLinear",
                        List.of(from, scale, zeroPoint),
                        List.of(integers),
                        List.of()));
        nodes.add(
                new Node(
                        index.fresh(integers + "_real"),
                        "DequantizeLinear",
                        List.of(integers, scale, zeroPoint),
                        List.of(to),
                        List.of()));
    }

    private String weights(Layer layer, WeightForm form) {
        String name = index.fresh(layer.weights().name() + "_quantized");
        byte[] points = new byte[form.scales().length];
        java.util.Arrays.fill(points, (byte) form.zeroPoint());
        int axis = WeightForm.isShared(layer, settings) ? -1 : layer.axis();
        List<Long> dims = axis < 0 ? List.of() : List.of((long) points.length);
        ElementType type = settings.weights().element();
        constants.add(TensorProto.of(name, type, layer.weights().dims(), form.weights()));
        String scale = index.fresh(name + "_scale");
        String zeroPoint = index.fresh(name + "_zero_point");
        constants.add(TensorProto.floats(scale, dims, form.scales()));
        constants.add(TensorProto.of(zeroPoint, type, dims, points));
        return dequantized(name, List.of(name, scale, zeroPoint), axis);
    }

    private String bias(Layer layer, WeightForm form, float inputScale) {
        String name = index.fresh(layer.name() + "_bias_quantized");
        ByteBuffer raw =
                ByteBuffer.allocate(form.bias().length * Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        raw.asIntBuffer().put(form.bias());
        List<Long> dims = List.of((long) form.bias().length);
        constants.add(TensorProto.of(name, ElementType.INT32, dims, raw.array()));
        float[] scales = new float[form.scales().length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = inputScale * form.scales()[i];
        }
        String scale = index.fresh(name + "_scale");
        int axis = WeightForm.isShared(layer, settings) ? -1 : 0;
        List<Long> scaleDims = axis < 0 ? List.of() : dims;
        constants.add(TensorProto.floats(scale, scaleDims, scales));
        return dequantized(name, List.of(name, scale), axis);
    }

    private String dequantized(String name, List<String> inputs, int axis) {
        String real = index.fresh(name + "_real");
        List<Attribute> attributes =
                axis < 0 ? List.of() : List.of(Attribute.of("axis", (long) axis));
        nodes.add(new Node(real, "DequantizeLinear", inputs, List.of(real), attributes));
        return real;
    }
}
