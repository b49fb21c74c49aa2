package io.casemate.engine.qdq;

import io.casemate.engine.onnx.Model;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Quantizes models to static INT8, and tells which of their layers bear it.
public final class StaticInt8 {

    private StaticInt8() {}

    /// Which samples of a set may be used for one purpose.
    @FunctionalInterface
    public interface Part {
        /// {@return indexes of samples}
        ///
        /// @param size how many samples the set has
        int[] of(int size);
    }

    /// What to do.
    ///
    /// @param settings with nothing left to choose
    /// @param keep names of nodes, or of the first values they make, that stay as they are
    /// @param folder where the model's external data lie
    /// @param samples folder of the calibration data
    /// @param ranges the samples that ranges are found on
    /// @param scratch an existing folder for files that are gone when it returns
    public record Task(
            QdqSettings settings,
            List<String> keep,
            Path folder,
            Path samples,
            Part ranges,
            Path scratch) {

        public Task {
            keep = List.copyOf(keep);
        }
    }

    /// @param layers how many became integer kernels
    /// @param left operators with weights that stayed `FLOAT`, in the order of the graph
    public record Quantized(Model model, int layers, List<LeftLayer> left) {}

    /// @throws io.casemate.engine.golden.GoldenException when the samples do not fit the model
    public static Outcome<Quantized> apply(Model model, Task task, Progress progress)
            throws IOException {
        return switch (Prepared.of(model, task, progress)) {
            case Outcome.Refused<Prepared>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Prepared>(Prepared prepared) ->
                    Outcome.done(
                            new Quantized(
                                    prepared.with(prepared.layers()),
                                    prepared.layers().size(),
                                    prepared.left()));
        };
    }

    /// Ranks the layers by what quantizing each of them alone does to the outputs; see
    /// [Sensitivity].
    ///
    /// @param ranking the samples that layers are compared on; others than those of the ranges
    public static Outcome<LayerRanking> rank(
            Model model, Task task, Part ranking, Progress progress) throws IOException {
        return switch (Prepared.of(model, task, progress.part(0, 0.2))) {
            case Outcome.Refused<Prepared>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Prepared>(Prepared prepared) ->
                    new Sensitivity(prepared, ranking).rank(progress.part(0.2, 1));
        };
    }
}
