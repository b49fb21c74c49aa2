package io.casemate.engine.airlock;

import io.casemate.engine.golden.GoldenSet;
import io.casemate.engine.golden.GoldenSets;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.SeededInputs;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// The worker's part of trying a model: loads it into ONNX Runtime and runs it.
///
/// Loading must work. Running must work on the golden set where there is one; without one, seeded
/// inputs of several sizes are tried, and a model that takes none of them is no worse than
/// unproven: real inputs may have rules that nobody can guess.
final class TrialJob {
    static final String KIND = "trial";
    private static final long SEED = 1;
    private static final long MOST_ELEMENTS = 1 << 24;
    private static final int GOLDEN_TRIED = 3;
    private static final List<Long> FREE_SIZES = List.of(1L, 8L, 16L, 64L, 224L, 512L, 4096L);

    private TrialJob() {}

    /// @param file the copy in quarantine
    /// @param name what people call it
    /// @param golden folder of the golden set
    record Input(String file, String name, Optional<String> golden) {}

    /// @param ran whether it ran on some input
    /// @param basis on what, or why it did not
    record Tried(boolean ran, String basis) {}

    static Outcome<ObjectNode> run(ObjectNode input, Path folder, Progress progress)
            throws IOException {
        Input asked = Json.read(input, Input.class);
        progress.report("loading " + asked.name(), 0.1);
        try (SingleSession session = load(asked)) {
            progress.report("running " + asked.name(), 0.5);
            Tried tried =
                    asked.golden().isPresent()
                            ? onGolden(session, asked, Path.of(asked.golden().get()))
                            : onSeeds(session);
            return Outcome.done(Json.treeOf(tried));
        }
    }

    private static SingleSession load(Input asked) {
        try {
            return SingleSession.open(Path.of(asked.file()), 1);
        } catch (EngineException e) {
            throw AirlockProblem.DID_NOT_RUN.refusal(
                    "%s was not imported: the engine does not load it.".formatted(asked.name()),
                    e.problem().why(),
                    "Export it again with operators and types that ONNX Runtime has.");
        }
    }

    private static Tried onGolden(SingleSession session, Input asked, Path folder)
            throws IOException {
        GoldenSet golden = GoldenSets.open(folder, session.inputs());
        int tried = Math.min(GOLDEN_TRIED, golden.size());
        for (int i = 0; i < tried; i++) {
            int sample = i;
            List<Tensor> outputs =
                    answer(asked, "golden sample " + i, () -> session.run(golden.sample(sample)));
            for (Tensor output : outputs) {
                if (!isFinite(output)) {
                    throw AirlockProblem.NOT_A_NUMBER.refusal(
                            "%s was not imported.".formatted(asked.name()),
                            "Output '%s' is not finite for golden sample %d."
                                    .formatted(output.name(), i),
                            "Check the export, and that the golden set belongs to this model.");
                }
            }
        }
        return new Tried(true, "golden set (%d of %d samples)".formatted(tried, golden.size()));
    }

    private static List<Tensor> answer(Input asked, String sample, Supplier<List<Tensor>> run) {
        try {
            return run.get();
        } catch (EngineException e) {
            throw AirlockProblem.DID_NOT_RUN.refusal(
                    "%s was not imported: it does not run on its golden set."
                            .formatted(asked.name()),
                    "With %s: %s".formatted(sample, e.problem().why()),
                    "Check that the golden set belongs to this model.");
        }
    }

    private static Tried onSeeds(SingleSession session) {
        var refusals = new ArrayList<String>();
        for (long size : FREE_SIZES) {
            try {
                if (elements(session, size) > MOST_ELEMENTS) {
                    continue;
                }
                session.run(SeededInputs.of(session.inputs(), SEED, size));
                return new Tried(true, "seeded inputs (free sizes %d)".formatted(size));
            } catch (EngineException e) {
                refusals.add("size %d: %s".formatted(size, e.problem().why()));
            }
        }
        return new Tried(
                false,
                refusals.isEmpty() ? "its inputs are too large to make up" : refusals.getFirst());
    }

    private static double elements(SingleSession session, long freeSize) {
        return session.inputs().stream()
                .mapToDouble(port ->
                        port.shape().stream()
                                .mapToDouble(size -> size < 0 ? freeSize : size)
                                .reduce(1, (a, b) -> a * b))
                .max()
                .orElse(0);
    }

    private static boolean isFinite(Tensor tensor) {
        if (tensor.datatype() != Datatype.FP32) {
            return true;
        }
        ByteBuffer data = tensor.data().duplicate().order(tensor.data().order());
        while (data.remaining() >= Float.BYTES) {
            if (!Float.isFinite(data.getFloat())) {
                return false;
            }
        }
        return true;
    }
}
