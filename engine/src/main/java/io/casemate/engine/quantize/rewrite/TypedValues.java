package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.normalize.Trial;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.GraphFacts;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.shapes.Bindings;
import io.casemate.engine.shapes.GraphShapes;
import io.casemate.engine.shapes.ShapeInference;
import io.casemate.engine.tensors.Port;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Has the runtime say what types those values of a graph have of which the rules for shapes know
/// nothing: values of rare operators, and what is made of them. Values inside subgraphs are not
/// asked for.
record TypedValues(Trial trial) {

    /// {@return `model`, declaring those values}
    Model of(Model model) throws IOException {
        List<String> unknown = unknown(model);
        if (unknown.isEmpty()) {
            return model;
        }
        Graph graph = model.graph();
        List<ValueInfo> asked = unknown.stream().map(ValueInfo::named).toList();
        Graph telling = graph.withOutputs(joined(graph.outputs(), asked));
        try {
            Set<String> names = Set.copyOf(unknown);
            List<ValueInfo> known =
                    trial.plain(model.withGraph(telling), session -> said(session, names));
            List<ValueInfo> others =
                    graph.valueInfos().stream()
                            .filter(value -> !names.contains(value.name()))
                            .toList();
            return model.withGraph(graph.withValueInfos(joined(others, known)));
        } catch (EngineException _) {
            return model; // a value that no caller may see, such as a sequence of sequences
        }
    }

    private static List<ValueInfo> said(SingleSession session, Set<String> names) {
        return session.outputs().stream()
                .filter(port -> names.contains(port.name()))
                .flatMap(port -> declared(port).stream())
                .toList();
    }

    private static Optional<ValueInfo> declared(Port port) {
        return Stream.of(ElementType.values())
                .filter(type -> GraphFacts.datatype(type).equals(Optional.of(port.datatype())))
                .findFirst()
                .map(type -> ValueInfo.typed(port.name(), type));
    }

    private static List<String> unknown(Model model) {
        GraphShapes shapes = ShapeInference.of(model, Bindings.SYMBOLIC).main();
        Set<String> seen = new HashSet<>();
        model.graph().outputs().forEach(output -> seen.add(output.name()));
        return model.graph().nodes().stream()
                .map(Node::outputs)
                .flatMap(List::stream)
                .filter(name -> !name.isEmpty())
                .filter(name -> shapes.of(name).type() == ElementType.UNDEFINED)
                .filter(seen::add)
                .toList();
    }

    private static List<ValueInfo> joined(List<ValueInfo> some, List<ValueInfo> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
