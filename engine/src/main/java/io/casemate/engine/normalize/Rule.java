package io.casemate.engine.normalize;

import io.casemate.engine.onnx.Model;
import java.io.IOException;
import java.nio.file.Path;

/// One change of form that leaves what a model computes as it is.
interface Rule {

    /// {@return the model in the new form; the same object when there was nothing to change}
    ///
    /// @param folder where the model's external data lie
    Model apply(Model model, Path folder) throws IOException;
}
