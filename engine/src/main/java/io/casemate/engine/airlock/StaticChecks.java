package io.casemate.engine.airlock;

import io.casemate.engine.onnx.Model;
import java.io.IOException;
import java.util.List;

/// What can be said of a model without running it. Runs in a worker.
final class StaticChecks {

    private StaticChecks() {}

    /// {@return what people should know of a model that passes}
    ///
    /// @param file what people call it
    /// @throws Refusal at the first thing that is not as it should be
    static List<Finding> run(String file, Model model) throws IOException {
        var inspected = new Inspected(file, model);
        VersionCheck.run(inspected);
        TensorCheck.run(inspected);
        SparseCheck.run(inspected);
        OperatorCheck.run(inspected);
        FunctionCheck.run(inspected);
        NestingCheck.run(inspected);
        CrasherCheck.run(inspected);
        ContentCheck.run(inspected);
        return inspected.findings();
    }
}
