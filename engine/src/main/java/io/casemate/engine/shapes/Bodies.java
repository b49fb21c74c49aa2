package io.casemate.engine.shapes;

import java.util.List;

/// Walks the graphs inside a node.
@FunctionalInterface
interface Bodies {

    /// {@return facts of the outputs of the graph in `attribute`; empty when there is no such
    /// graph, or walking it would take too long}
    ///
    /// @param inputs facts of its inputs, in order; missing ones are as the graph declares them
    List<Fact> outputs(String attribute, List<Fact> inputs);
}
