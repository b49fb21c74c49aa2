package io.casemate.engine.shapes;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is known of every value of a model.
///
/// @param subgraphs by path: index of the node, attribute, and so on inwards, such as
///   `12/then_branch` or `12/then_branch/3/body`
public record ModelShapes(GraphShapes main, SortedMap<String, GraphShapes> subgraphs) {

    public ModelShapes {
        subgraphs = Collections.unmodifiableSortedMap(new TreeMap<>(subgraphs));
    }
}
