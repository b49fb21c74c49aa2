package io.casemate.engine.shapes;

import io.casemate.engine.onnx.Model;

/// Works out type and shape of every value of a model without running it.
///
/// What the operators imply goes before what the file declares. Operators that are not known here,
/// and outputs that depend on data, are left unknown unless the file declares them. Takes time in
/// proportion to the number of nodes and never throws on odd graphs.
public final class ShapeInference {

    private ShapeInference() {}

    public static ModelShapes of(Model model, Bindings bindings) {
        return new GraphWalk(model, bindings, new Rules()).shapes(model.graph());
    }
}
