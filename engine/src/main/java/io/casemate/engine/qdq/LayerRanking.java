package io.casemate.engine.qdq;

import java.util.Comparator;
import java.util.List;

/// The layers of a model by how well they bear static INT8.
///
/// @param layers the most harmless first
/// @param left those that stay in floating point anyway, in the order of the graph
public record LayerRanking(List<LayerSensitivity> layers, List<LeftLayer> left) {
    public static final LayerRanking NONE = new LayerRanking(List.of(), List.of());

    public LayerRanking {
        layers = List.copyOf(layers);
        left = List.copyOf(left);
    }

    /// {@return the names of the layers, the most harmless first}
    public List<String> names() {
        return layers.stream().map(LayerSensitivity::name).toList();
    }

    /// {@return the layers in the order of the graph}
    public List<LayerSensitivity> inGraphOrder() {
        return layers.stream().sorted(Comparator.comparingInt(LayerSensitivity::place)).toList();
    }
}
