package io.casemate.engine.airlock;

import java.io.IOException;

/// What can be said of a model without running it, stage by stage. Runs in a worker.
///
/// Every part throws a [Refusal] at the first thing that is not as it should be.
final class StaticChecks {

    private StaticChecks() {}

    static void ofTensors(Inspected inspected) throws IOException {
        VersionCheck.run(inspected);
        TensorCheck.run(inspected);
        SparseCheck.run(inspected);
    }

    static void ofOperators(Inspected inspected) throws IOException {
        OperatorCheck.run(inspected);
        FunctionCheck.run(inspected);
        NestingCheck.run(inspected);
        CrasherCheck.run(inspected);
    }

    static void ofContent(Inspected inspected) throws IOException {
        ContentCheck.run(inspected);
    }
}
