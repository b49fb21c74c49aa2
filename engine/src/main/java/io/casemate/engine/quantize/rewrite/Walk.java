package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.util.Set;

/// Goes through the nodes of a graph and of its subgraphs, in order, and has them replaced.
final class Walk {
    private final Replacement replacement;
    private final Set<String> keep;
    private final Progress progress;
    private final int nodes;
    private int seen;
    private int replaced;

    /// Replaces one node.
    interface Replacement {

        /// Adds to `draft` what stands for `node`.
        ///
        /// @return whether it did; where not, the node stays
        boolean replace(Node node, GraphDraft draft) throws IOException;
    }

    /// @param keep names of nodes, or of the first values they make, that stay
    Walk(Replacement replacement, Set<String> keep, Graph whole, Progress progress) {
        this.replacement = replacement;
        this.keep = keep;
        this.progress = progress;
        this.nodes = (int) whole.allNodes().count();
    }

    /// {@return how many nodes have been replaced so far}
    int replaced() {
        return replaced;
    }

    Graph rewritten(GraphDraft draft) throws IOException {
        for (Node node : draft.original().nodes()) {
            seen++;
            progress.report(
                    "Quantizing node %d of %d".formatted(seen, nodes), (double) seen / nodes);
            Node whole = Subgraphs.changed(node, graph -> rewritten(draft.inside(graph)));
            if (!Kept.in(keep, node) && replacement.replace(node, draft)) {
                replaced++;
            } else {
                draft.add(whole);
            }
        }
        return draft.finished();
    }
}
