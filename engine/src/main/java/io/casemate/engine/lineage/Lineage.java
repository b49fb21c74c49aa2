package io.casemate.engine.lineage;

import io.casemate.engine.models.RevisionId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Where a revision comes from and where it went: a tree from the source file to deployments.
///
/// @param focus the revision that was asked for
/// @param nodes parents before children
/// @param edges in the order of the nodes they lead to
public record Lineage(RevisionId focus, List<Node> nodes, List<Edge> edges) {

    public Lineage {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /// @param id unique in the lineage
    /// @param revision what it is, or what was deployed; empty for a source file
    /// @param facts by their names, in the order to be shown
    public record Node(
            String id,
            Kind kind,
            String title,
            Optional<RevisionId> revision,
            SequencedMap<String, String> facts) {

        public Node {
            facts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts));
        }
    }

    /// @param action what made `to` out of `from`
    /// @param time when, as the ledger has it
    /// @param actor who asked for it
    public record Edge(
            String from,
            String to,
            String action,
            Instant time,
            String actor,
            SequencedMap<String, String> parameters) {

        public Edge {
            parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
        }
    }

    public enum Kind {
        SOURCE,
        REVISION,
        DEPLOYMENT
    }

    /// {@return the edges that leave `node`}
    public List<Edge> from(Node node) {
        return edges.stream().filter(edge -> edge.from().equals(node.id())).toList();
    }

    public Node node(String id) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
    }
}
