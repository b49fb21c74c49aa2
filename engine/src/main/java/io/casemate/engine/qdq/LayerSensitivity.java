package io.casemate.engine.qdq;

/// What quantizing one layer alone does to the outputs of its model.
///
/// @param name of the node, which `keep` takes
/// @param operator such as `Conv`
/// @param parameters number of its weights
/// @param snrDb of the worst output of the model, in dB; 999 when there is no difference, -999 when
///   the model does not run with it or gives values that are not finite
/// @param ownDb the same of the value that the layer itself makes
/// @param place position among the layers of the graph, from 0
public record LayerSensitivity(
        String name, String operator, long parameters, double snrDb, double ownDb, int place) {}
