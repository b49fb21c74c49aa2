package io.casemate.engine.normalize;

import io.casemate.engine.onnx.Attribute;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.TensorProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the tensors of `Constant` nodes initializers, and takes away the `Identity` nodes that
/// only give an initializer another name:
///
/// ```
/// Constant(value) -> w          w = initializer
/// Identity(w) -> v        →
/// Conv(x, v)                    Conv(x, w)
/// ```
///
/// Leaves constants that are outputs of the graph, other forms than tensors, and subgraphs alone.
final class ConstantsAsInitializers implements Rule {

    @Override
    public Model apply(Model model, Path folder) {
        Graph graph = model.graph();
        var index = new GraphIndex(graph);
        var initializers = new ArrayList<>(graph.initializers());
        Set<String> constant = new HashSet<>();
        graph.initializers().stream()
                .map(TensorProto::name)
                .filter(name -> index.constant(name).isPresent())
                .forEach(constant::add);
        Map<String, String> renamed = new HashMap<>();
        var nodes = new ArrayList<Node>();
        for (Node node : graph.nodes()) {
            Optional<TensorProto> tensor = tensor(node, index);
            if (tensor.isPresent()) {
                initializers.add(tensor.get());
                constant.add(tensor.get().name());
            } else if (isAlias(node, constant, index)) {
                String source = renamed.getOrDefault(node.input(0), node.input(0));
                renamed.put(node.outputs().getFirst(), source);
                constant.add(node.outputs().getFirst());
            } else {
                nodes.add(renamed(node, renamed));
            }
        }
        return nodes.size() == graph.nodes().size()
                ? model
                : model.withGraph(graph.withNodes(nodes).withInitializers(initializers));
    }

    private static Optional<TensorProto> tensor(Node node, GraphIndex index) {
        return node.is("Constant")
                        && !index.isOutput(node.outputs().getFirst())
                        && node.attribute("value").orElse(new Attribute.IntValue(0))
                                instanceof Attribute.TensorValue(TensorProto tensor)
                ? Optional.of(tensor.named(node.outputs().getFirst()))
                : Optional.empty();
    }

    /// Names that subgraphs read are left, because they are not renamed there.
    private static boolean isAlias(Node node, Set<String> constant, GraphIndex index) {
        if (!node.is("Identity") || !constant.contains(node.input(0))) {
            return false;
        }
        String output = node.outputs().getFirst();
        return !index.isOutput(output)
                && (index.readersOf(output) == 0
                        || index.onlyReader(output)
                                .filter(reader -> reader.subgraphs().isEmpty())
                                .isPresent());
    }

    private static Node renamed(Node node, Map<String, String> names) {
        List<String> inputs =
                node.inputs().stream().map(input -> names.getOrDefault(input, input)).toList();
        return inputs.equals(node.inputs()) ? node : node.withInputs(inputs);
    }
}
