package io.casemate.engine.tuning;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.runtime.ExecutionProvider;
import io.casemate.engine.runtime.Providers;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of trying one setting: checks its answers, then times it beside the standard
/// settings in the same process.
final class TuneJob {
    static final String KIND = "tune";

    private TuneJob() {}

    /// @param golden folder of the golden set
    /// @param cores of this host
    /// @param budgetNanos for timing
    record Input(
            String model, Optional<String> golden, Setting setting, int cores, long budgetNanos) {}

    /// @param comparison empty when the answers differ
    /// @param difference empty when they do not
    /// @param offered providers of the ONNX Runtime that was loaded
    /// @param canBatch whether the model takes several samples at once
    record Tried(
            String inputs,
            Optional<Comparison> comparison,
            Optional<String> difference,
            List<ExecutionProvider> offered,
            boolean canBatch) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException, InterruptedException {
        Input asked = Json.read(input, Input.class);
        Path model = Path.of(asked.model());
        var processor = new ProcessorTime();
        progress.report("loading", 0.1);
        try (var standard = Contestant.open(model, Setting.STANDARD, asked.cores(), processor);
                var setting = Contestant.open(model, asked.setting(), asked.cores(), processor)) {
            TuneInputs inputs = TuneInputs.of(asked.golden(), standard.first());
            Optional<List<List<Tensor>>> requests =
                    inputs.samples().isEmpty()
                            ? Optional.empty()
                            : inputs.requests(asked.setting().batch());
            if (requests.isEmpty()) {
                return Outcome.refused(noInputs(asked));
            }
            standard.feed(inputs.samples());
            setting.feed(requests.get());
            Optional<String> difference = new AnswerCheck(standard, setting, inputs).difference();
            Optional<Comparison> comparison =
                    difference.isPresent()
                            ? Optional.empty()
                            : Optional.of(
                                    new SettingRace(standard, setting)
                                            .run(asked.budgetNanos(), progress.part(0.3, 1)));
            return Outcome.done(
                    Json.treeOf(
                            new Tried(
                                    inputs.basis(),
                                    comparison,
                                    difference,
                                    Providers.offered(),
                                    canBatch(standard.first()))));
        }
    }

    private static boolean canBatch(SingleSession session) {
        return Batches.arePossible(session.inputs()) && Batches.arePossible(session.outputs());
    }

    static Problem noInputs(Input asked) {
        return TuneProblem.NO_INPUTS.because(
                "The setting '%s' was not measured.".formatted(asked.setting().words()),
                "The model runs on none of the inputs that can be made up, or its samples differ in"
                        + " shape.",
                "Import the model again with a golden set (--golden).");
    }
}
