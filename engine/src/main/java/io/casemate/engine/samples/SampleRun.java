package io.casemate.engine.samples;

import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.runtime.SingleSession;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs a model on samples, one after the other.
///
/// @param doing present participle, for people
/// @param refusal what is said when a sample does not run
public record SampleRun(Calibration calibration, String doing, Refusal refusal) {

    /// Makes the problem of a sample that does not run.
    @FunctionalInterface
    public interface Refusal {
        Problem because(String why, String remedy);
    }

    /// Gets the outputs of one sample.
    @FunctionalInterface
    public interface Use {
        /// @param outputs by their names
        void add(Map<String, Tensor> outputs);
    }

    /// {@return how many samples were run}
    public Outcome<Integer> each(SingleSession session, Use use, Progress progress) {
        int size = calibration.size();
        for (int i = 0; i < size; i++) {
            progress.report("%s, sample %d of %d".formatted(doing, i + 1, size), (double) i / size);
            List<Tensor> inputs = calibration.inputs(i);
            Map<String, Tensor> outputs = new HashMap<>();
            try {
                session.run(inputs).forEach(tensor -> outputs.put(tensor.name(), tensor));
            } catch (EngineException e) {
                return Outcome.refused(
                        refusal.because(
                                "%s: %s".formatted(calibration.source(i), e.problem().why()),
                                "Remove that sample, or repair it."));
            }
            use.add(outputs);
        }
        return Outcome.done(size);
    }
}
