package io.casemate.engine.qdq;

import java.util.Map;

/// What the samples told of a model's activations.
///
/// @param ranges by value; one that was not finite in every sample has none
/// @param means by input of a layer, one a channel of that input; empty unless they were asked for
record RangeTable(Map<String, Range> ranges, Map<String, double[]> means) {

    boolean has(String value) {
        return ranges.containsKey(value);
    }
}
