package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Rewrites a graph and the graphs inside it as a [HalfPlan] says:
///
/// ```
///                              Cast to FLOAT16
/// Conv(x, w) -> c              Conv(x_half, w as FLOAT16) -> c
/// TopK(c)               →      Cast to FLOAT
///                              TopK(c_float)
/// ```
///
/// Inputs and outputs of graphs inside stay `FLOAT`; a value is cast once for all its readers.
/// Those of the model stay `FLOAT` too, except for the ports of the plan.
final class HalfGraph {
    /// A constant with fewer elements is kept in both forms where both are read; larger ones are
    /// kept in 16 bits and cast.
    private static final int KEPT_TWICE = 128;

    private final HalfPlan plan;
    private final HalfConstants constants;
    private final FreeNames names;

    HalfGraph(HalfPlan plan, HalfConstants constants, FreeNames names) {
        this.plan = plan;
        this.constants = constants;
        this.names = names;
    }

    /// {@return the graph of a model}
    Graph of(Graph whole) throws IOException {
        var forms = new HalfForms(names, constants.type());
        whole.inputs().stream()
                .map(ValueInfo::name)
                .filter(plan::isPort)
                .forEach(name -> forms.half(name, name));
        Graph rewritten = rewritten(whole, forms);
        return rewritten.withInputs(ports(whole.inputs())).withOutputs(ports(whole.outputs()));
    }

    private List<ValueInfo> ports(List<ValueInfo> values) {
        return values.stream()
                .map(value ->
                        plan.isPort(value.name())
                                ? ValueInfo.of(
                                        value.name(), constants.type(), value.shape().orElseThrow())
                                : value)
                .toList();
    }

    private Graph rewritten(Graph graph, HalfForms forms) throws IOException {
        var draft = new Draft(graph, plan.types(graph), forms);
        for (TensorProto tensor : graph.initializers()) {
            initializer(tensor, draft);
        }
        for (Node node : graph.nodes()) {
            if (plan.isHalf(node)) {
                half(node, draft);
            } else if (!constantNode(node, draft)) {
                other(node, draft);
            }
        }
        return draft.finished(constants.type());
    }

    /// A graph on its way.
    ///
    /// @param halves values of this graph that are in 16 bits under their own names
    private record Draft(
            Graph graph,
            HalfPlan.Types types,
            HalfForms forms,
            List<TensorProto> initializers,
            Set<String> halves) {

        private Draft(Graph graph, HalfPlan.Types types, HalfForms forms) {
            this(graph, types, forms, new ArrayList<>(), new HashSet<>());
        }

        private boolean isFloat(String name) {
            return types.of(name) == ElementType.FLOAT;
        }

        private Graph finished(ElementType type) {
            List<ValueInfo> infos =
                    graph.valueInfos().stream()
                            .filter(value -> !halves.contains(value.name()) || hasShape(value))
                            .map(value ->
                                    halves.contains(value.name())
                                            ? ValueInfo.of(value.name(), type, value.shape().get())
                                            : value)
                            .toList();
            return graph.withNodes(forms.nodes())
                    .withInitializers(initializers)
                    .withValueInfos(infos);
        }

        private static boolean hasShape(ValueInfo value) {
            return value.shape().isPresent();
        }
    }

    private void initializer(TensorProto tensor, Draft draft) throws IOException {
        String name = tensor.name();
        if (tensor.type() != ElementType.FLOAT || !plan.isReadHalf(name)) {
            draft.initializers.add(tensor);
        } else if (!plan.isReadFloat(name)) {
            draft.initializers.add(constants.half(tensor, name));
            madeHalf(name, draft);
        } else {
            TensorProto half = constants.half(tensor, draft.forms.freshHalf(name));
            draft.initializers.add(half);
            draft.forms.half(name, half.name());
            if (tensor.elements() < KEPT_TWICE) {
                draft.initializers.add(tensor);
            } else {
                draft.forms.add(HalfForms.cast(half.name(), half.name(), name, ElementType.FLOAT));
            }
            draft.forms.single(name, name);
        }
    }

    /// @return whether it was one that becomes smaller
    private boolean constantNode(Node node, Draft draft) throws IOException {
        Optional<TensorProto> found = HalfConstants.floats(node);
        if (found.isEmpty() || !plan.isReadHalf(found.get().name())) {
            return false;
        }
        TensorProto tensor = found.get();
        String name = tensor.name();
        if (!plan.isReadFloat(name)) {
            draft.forms.add(constant(node, constants.half(tensor, ""), name));
            madeHalf(name, draft);
            return true;
        }
        String half = draft.forms.freshHalf(name);
        draft.forms.add(constant(node.withName(half), constants.half(tensor, ""), half));
        draft.forms.half(name, half);
        draft.forms.add(
                tensor.elements() < KEPT_TWICE
                        ? node
                        : HalfForms.cast(half, half, name, ElementType.FLOAT));
        draft.forms.single(name, name);
        return true;
    }

    private static Node constant(Node node, TensorProto value, String output) {
        var attribute = new Attribute("value", new Attribute.TensorValue(value), "");
        return node.withOutputs(List.of(output)).withAttributes(List.of(attribute));
    }

    private void half(Node node, Draft draft) throws IOException {
        var inputs = new ArrayList<String>();
        for (int i = 0; i < node.inputs().size(); i++) {
            String name = node.inputs().get(i);
            boolean isHalf = draft.isFloat(name) && !HalfOperators.isFloatInput(node, i);
            inputs.add(isHalf ? draft.forms.asHalf(name) : draft.forms.asFloat(name));
        }
        var outputs = new ArrayList<String>();
        var casts = new ArrayList<Node>();
        for (int i = 0; i < node.outputs().size(); i++) {
            String name = node.outputs().get(i);
            if (!draft.isFloat(name) || HalfOperators.isFloatOutput(node, i)) {
                outputs.add(name);
            } else if (plan.isPinned(name)) {
                String half = draft.forms.freshHalf(name);
                draft.forms.half(name, half);
                draft.forms.single(name, name);
                outputs.add(half);
                casts.add(HalfForms.cast(half, half, name, ElementType.FLOAT));
            } else {
                outputs.add(name);
                madeHalf(name, draft);
            }
        }
        draft.forms.add(constants.retyped(node).withInputs(inputs).withOutputs(outputs));
        casts.forEach(draft.forms::add);
    }

    private static void madeHalf(String name, Draft draft) {
        draft.forms.half(name, name);
        draft.halves.add(name);
    }

    private void other(Node node, Draft draft) throws IOException {
        var inputs = new ArrayList<String>();
        for (String name : node.inputs()) {
            inputs.add(
                    HalfOperators.takesBoth(node)
                            ? draft.forms.asItIs(name)
                            : draft.forms.asFloat(name));
        }
        var outputs = new ArrayList<String>();
        var casts = new ArrayList<Node>();
        for (String name : node.outputs()) {
            if (plan.isPort(name)) {
                String single = draft.forms.freshFloat(name);
                draft.forms.single(name, single);
                draft.forms.half(name, name);
                outputs.add(single);
                casts.add(HalfForms.cast(single, single, name, constants.type()));
            } else {
                outputs.add(name);
            }
        }
        Node changed = Subgraphs.changed(node, inner -> rewritten(inner, draft.forms.inside()));
        draft.forms.add(changed.withInputs(inputs).withOutputs(outputs));
        casts.forEach(draft.forms::add);
    }
}
