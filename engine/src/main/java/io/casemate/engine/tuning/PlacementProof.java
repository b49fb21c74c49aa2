package io.casemate.engine.tuning;

import io.casemate.engine.runtime.ExecutionProvider;
import io.casemate.engine.runtime.NodeTime;
import io.casemate.engine.runtime.SessionSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Where the nodes of a model ran, from a profile that ONNX Runtime wrote during real runs.
///
/// @param inputs what it ran on, for people
/// @param runs how often it ran
/// @param nodes those of the optimized graph, the longest first
public record PlacementProof(
        SessionSettings settings, String inputs, int runs, List<NodeTime> nodes) {

    public PlacementProof {
        nodes = List.copyOf(nodes);
    }

    /// {@return time in all nodes of all runs, in µs}
    public long micros() {
        return nodes.stream().mapToLong(NodeTime::micros).sum();
    }

    /// {@return what each provider did, by name}
    public List<ProviderShare> shares() {
        Map<String, List<NodeTime>> byProvider =
                nodes.stream()
                        .collect(
                                Collectors.groupingBy(
                                        NodeTime::provider, TreeMap::new, Collectors.toList()));
        long all = Math.max(1, micros());
        return byProvider.entrySet().stream()
                .map(entry -> share(entry.getKey(), entry.getValue(), all))
                .toList();
    }

    /// {@return the nodes that ran anywhere but on `demanded`}
    public List<NodeTime> elsewhere(ExecutionProvider demanded) {
        return nodes.stream().filter(node -> !node.provider().equals(demanded.ortName())).toList();
    }

    private static ProviderShare share(String provider, List<NodeTime> nodes, long all) {
        long micros = nodes.stream().mapToLong(NodeTime::micros).sum();
        return new ProviderShare(
                provider, nodes.size(), micros, Ratio.round((double) micros / all));
    }
}
