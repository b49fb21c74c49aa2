package io.casemate.engine.tuning;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.runtime.ProfileReader;
import io.casemate.engine.runtime.SessionSettings;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of a placement proof: runs the model while ONNX Runtime profiles, and reads
/// what it wrote.
final class PlacementJob {
    static final String KIND = "placement";
    private static final int RUNS = 5;

    private PlacementJob() {}

    /// @param golden folder of the golden set
    /// @param threads that share one operator
    record Input(String model, Optional<String> golden, SessionSettings settings, int threads) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException {
        Input asked = Json.read(input, Input.class);
        Path model = Path.of(asked.model());
        progress.report("loading", 0.1);
        TuneInputs inputs;
        try (var plain = SingleSession.open(model, asked.threads(), asked.settings())) {
            inputs = TuneInputs.of(asked.golden(), plain); // its trials must not be in the profile
        }
        if (inputs.samples().isEmpty()) {
            return Outcome.refused(
                    TuneProblem.NO_INPUTS.because(
                            "It was not shown where the model runs.",
                            "It runs on none of the inputs that can be made up.",
                            "Import the model again with a golden set (--golden)."));
        }
        progress.report("running", 0.5);
        try (var session =
                SingleSession.openProfiled(
                        model, asked.threads(), asked.settings(), folder.resolve("profile"))) {
            for (int i = 0; i < RUNS; i++) {
                session.run(inputs.samples().get(i % inputs.samples().size()));
            }
            return Outcome.done(
                    Json.treeOf(
                            new PlacementProof(
                                    asked.settings(),
                                    inputs.basis(),
                                    RUNS,
                                    ProfileReader.read(session.endProfile()))));
        }
    }
}
