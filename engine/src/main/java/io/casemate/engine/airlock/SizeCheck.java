package io.casemate.engine.airlock;

import com.sun.management.OperatingSystemMXBean;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.shapes.Bindings;
import io.casemate.engine.shapes.GraphCost;
import io.casemate.engine.shapes.GraphCosts;
import io.casemate.engine.shapes.GraphShapes;
import io.casemate.engine.shapes.LargeTensor;
import io.casemate.engine.units.Bytes;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Whether any host can hold a model while it runs, by an estimate at batch 1. What the estimate
/// cannot tell counts nothing: the trial run, with its memory limit, has the last word.
final class SizeCheck {
    /// A small file may ask for a constant of any size, which the engine makes while it loads.
    private static final Bytes LARGEST_CONSTANT = Bytes.gibibytes(1);

    private final String file;
    private final Model model;
    private final Bytes memory;

    /// @param memory of the largest host
    SizeCheck(String file, Model model, Bytes memory) {
        this.file = file;
        this.model = model;
        this.memory = memory;
    }

    /// {@return bytes of main memory, or as many as the container that this runs in may use}
    static long memoryOfThisMachine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    /// {@return what running it once costs}
    ///
    /// @throws Refusal when the model needs too much
    GraphCost run() {
        GraphCost cost = GraphCosts.of(model, Bindings.STANDARD);
        Set<String> weights = weights();
        Stream.concat(Stream.of(cost.shapes().main()), cost.shapes().subgraphs().values().stream())
                .forEach(graph -> checkConstants(graph, weights));
        if (cost.peak().bytes() > memory.count()) {
            throw refuse(
                    "It needs about %s at batch 1; the largest host has %s.%s"
                            .formatted(
                                    new Bytes(cost.peak().bytes()),
                                    memory,
                                    largest(cost.largest())),
                    "Use a smaller or quantized variant of the model, or a host with more memory.");
        }
        return cost;
    }

    /// Names of what the file itself carries; it is as large as the file shows.
    private Set<String> weights() {
        var names = new HashSet<String>();
        model.graph().allTensors().forEach(tensor -> names.add(tensor.name()));
        model.graph()
                .allNodes()
                .filter(node -> node.is("Constant"))
                .forEach(node -> names.addAll(node.outputs()));
        return names;
    }

    private void checkConstants(GraphShapes graph, Set<String> weights) {
        for (String name : graph.constants()) {
            long bytes = graph.of(name).bytes().orElse(0);
            if (bytes > LARGEST_CONSTANT.count() && !weights.contains(name)) {
                throw refuse(
                        "The constant tensor '%s' takes %s as soon as the model is loaded; the limit is %s."
                                .formatted(name, new Bytes(bytes), LARGEST_CONSTANT),
                        "Export the model again without constants of that size.");
            }
        }
    }

    private static String largest(List<LargeTensor> tensors) {
        return tensors.stream()
                .findFirst()
                .map(tensor ->
                        " The largest tensor is '%s' with %s."
                                .formatted(tensor.name(), new Bytes(tensor.bytes())))
                .orElse("");
    }

    private Refusal refuse(String why, String remedy) {
        return AirlockProblem.TOO_LARGE_TO_RUN.refusal(
                "%s was not imported.".formatted(file), why, remedy);
    }
}
