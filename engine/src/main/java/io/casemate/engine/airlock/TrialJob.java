package io.casemate.engine.airlock;

import io.casemate.engine.golden.GoldenSet;
import io.casemate.engine.golden.GoldenSets;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.SeededInputs;
import io.casemate.engine.tensors.Tensor;
import io.casemate.engine.tensors.TensorDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of trying a model: loads it into ONNX Runtime as it is and optimized, runs it
/// three times on each input, and holds the answers against each other.
///
/// Loading must work. Running must work on the golden set where there is one; without one, seeded
/// inputs of several sizes are tried, and a model that takes none of them is no worse than
/// unproven: real inputs may have rules that nobody can guess.
final class TrialJob {
    static final String KIND = "trial";
    private static final long SEED = 1;
    private static final long MOST_ELEMENTS = 1 << 24;
    private static final int GOLDEN_TRIED = 3;
    private static final int RUNS = 3;

    /// How many times longer a run may take without optimization.
    private static final int SLOWER_WITHOUT = 4;

    private static final List<Long> FREE_SIZES = List.of(1L, 8L, 16L, 64L, 224L, 512L, 4096L);

    private final Input asked;
    private final TrialRuns optimized;
    private final Progress progress;
    private final Set<String> notes = new LinkedHashSet<>();
    private boolean isSteady = true;

    private TrialJob(Input asked, TrialRuns optimized, Progress progress) {
        this.asked = asked;
        this.optimized = optimized;
        this.progress = progress;
    }

    /// @param file the copy in quarantine
    /// @param name what people call it
    /// @param golden folder of the golden set
    /// @param runMillis how long a run may take
    record Input(String file, String name, Optional<String> golden, long runMillis) {}

    /// @param basis on what, or why it did not
    /// @param loadMicros how long loading took
    /// @param runMicros how long the last run took; 0 when it did not run
    /// @param notes what is odd but no reason to refuse
    record Tried(boolean ran, String basis, long loadMicros, long runMicros, List<String> notes) {

        StageFigures figures() {
            var figures = StageFigures.count("load Micros", loadMicros);
            return (ran ? figures.and("run Micros", runMicros) : figures)
                    .and(ran ? "on" : "not run,", basis)
                    .noting(notes);
        }
    }

    /// What the model was run on, and what came out; without outputs it did not run.
    private record Answered(String basis, List<List<Tensor>> inputs, List<List<Tensor>> outputs) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException {
        Input asked = Json.read(input, Input.class);
        long begun = System.nanoTime();
        try (TrialRuns session = load(asked, progress)) {
            long loadMicros = (System.nanoTime() - begun) / 1_000;
            var job = new TrialJob(asked, session, progress);
            Answered answered = asked.golden().isPresent() ? job.onGolden() : job.onSeeds();
            job.compareWithPlain(answered);
            return Outcome.done(
                    Json.treeOf(
                            new Tried(
                                    !answered.outputs().isEmpty(),
                                    answered.basis(),
                                    loadMicros,
                                    session.micros(),
                                    List.copyOf(job.notes))));
        }
    }

    private static TrialRuns load(Input asked, Progress progress) {
        try {
            return TrialRuns.optimized(Path.of(asked.file()), asked.name(), progress);
        } catch (EngineException e) {
            throw AirlockProblem.DID_NOT_RUN.refusal(
                    "%s was not imported: the engine does not load it.".formatted(asked.name()),
                    e.problem().why(),
                    "Export it again with operators and types that ONNX Runtime has.");
        }
    }

    private Answered onGolden() throws IOException {
        GoldenSet golden =
                GoldenSets.open(Path.of(asked.golden().orElseThrow()), optimized.inputs());
        int tried = Math.min(GOLDEN_TRIED, golden.size());
        var inputs = new ArrayList<List<Tensor>>();
        var outputs = new ArrayList<List<Tensor>>();
        for (int i = 0; i < tried; i++) {
            inputs.add(golden.sample(i));
            outputs.add(answerToGolden(i, golden.sample(i)));
        }
        return new Answered(
                "golden set (%d of %d samples)".formatted(tried, golden.size()), inputs, outputs);
    }

    private List<Tensor> answerToGolden(int sample, List<Tensor> inputs) {
        List<Tensor> outputs;
        try {
            outputs = answer("golden sample " + sample, inputs);
        } catch (EngineException e) {
            throw AirlockProblem.DID_NOT_RUN.refusal(
                    "%s was not imported: it does not run on its golden set."
                            .formatted(asked.name()),
                    "With golden sample %d: %s".formatted(sample, e.problem().why()),
                    "Check that the golden set belongs to this model.");
        }
        for (Tensor output : outputs) {
            if (!TensorDifference.isFinite(output)) {
                throw AirlockProblem.NOT_A_NUMBER.refusal(
                        "%s was not imported.".formatted(asked.name()),
                        "Output '%s' is not finite for golden sample %d."
                                .formatted(output.name(), sample),
                        "Check the export, and that the golden set belongs to this model.");
            }
        }
        return outputs;
    }

    private Answered onSeeds() {
        var refusals = new ArrayList<String>();
        for (long size : FREE_SIZES) {
            try {
                if (elements(size) > MOST_ELEMENTS) {
                    continue;
                }
                List<Tensor> inputs = SeededInputs.of(optimized.inputs(), SEED, size);
                return new Answered(
                        "seeded inputs (free sizes %d)".formatted(size),
                        List.of(inputs),
                        List.of(answer("inputs made up of size " + size, inputs)));
            } catch (EngineException e) {
                refusals.add("size %d: %s".formatted(size, e.problem().why()));
            }
        }
        return new Answered(
                refusals.isEmpty() ? "its inputs are too large to make up" : refusals.getFirst(),
                List.of(),
                List.of());
    }

    /// Runs it several times on the same inputs. {@return the first answer}
    private List<Tensor> answer(String what, List<Tensor> inputs) {
        List<Tensor> first = optimized.run("%s, run 1 of %d".formatted(what, RUNS), inputs);
        for (int i = 2; i <= RUNS; i++) {
            List<Tensor> again = optimized.run("%s, run %d of %d".formatted(what, i, RUNS), inputs);
            TrialComparison.firstDifference(first, again).ifPresent(this::noteUnsteady);
        }
        TrialComparison.undeclaredShape(optimized.outputs(), first).ifPresent(notes::add);
        return first;
    }

    private void noteUnsteady(String output) {
        isSteady = false;
        notes.add(
                "Output '%s' differs between runs on the same inputs: the model is not deterministic."
                        .formatted(output));
    }

    /// A model that answers differently each time is not held against itself, and neither is one
    /// that may well take too long without optimization.
    private void compareWithPlain(Answered answered) {
        if (answered.outputs().isEmpty() || !isSteady) {
            return;
        }
        if (optimized.micros() / 1_000 > asked.runMillis() / SLOWER_WITHOUT) {
            notes.add("Not run without optimization: that might take too long.");
            return;
        }
        try (TrialRuns plain = TrialRuns.plain(Path.of(asked.file()), asked.name(), progress)) {
            for (int i = 0; i < answered.inputs().size(); i++) {
                List<Tensor> outputs =
                        plain.run(
                                "inputs %d without optimization".formatted(i),
                                answered.inputs().get(i));
                TrialComparison.beyondTolerance(outputs, answered.outputs().get(i))
                        .ifPresent(this::judge);
            }
        } catch (EngineException e) {
            if (e instanceof Refusal) {
                throw e;
            }
            notes.add("Without optimization it does not run: " + e.problem().why());
        }
    }

    /// On inputs that were made up a sound model may be thrown off its track by rounding.
    private void judge(TensorDifference difference) {
        boolean isOtherModel =
                difference.isFloating() && difference.largest() > TrialComparison.OTHER_MODEL;
        if (isOtherModel && asked.golden().isPresent()) {
            throw AirlockProblem.UNSTEADY_ANSWER.refusal(
                    "%s was not imported: its answers depend on how it is optimized."
                            .formatted(asked.name()),
                    String.format(
                            Locale.ROOT,
                            "On golden samples optimizing changes %s (limit %.2g).",
                            difference.told(),
                            TrialComparison.OTHER_MODEL),
                    "Export it again, with another opset if need be, and compare its answers there.");
        }
        notes.add(
                String.format(
                        Locale.ROOT,
                        "Optimizing changes %s (tolerance %.0e).",
                        difference.told(),
                        TensorDifference.ROUNDING));
    }

    private double elements(long freeSize) {
        return optimized.inputs().stream()
                .mapToDouble(port ->
                        port.shape().stream()
                                .mapToDouble(size -> size < 0 ? freeSize : size)
                                .reduce(1, (a, b) -> a * b))
                .max()
                .orElse(0);
    }
}
