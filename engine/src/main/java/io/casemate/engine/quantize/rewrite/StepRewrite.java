package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.normalize.Trial;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.samples.Calibration;
import io.casemate.engine.samples.InnerValues;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Port;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Takes one step of a recipe with a whole model.
interface StepRewrite {

    /// What a step works with.
    ///
    /// @param folder where the model's external data lie
    /// @param scratch for the constants that it makes
    /// @param output folder in which it may keep files until it is done
    /// @param calibration empty when there are no samples
    record Materials(
            Path folder,
            Scratch scratch,
            Path output,
            Optional<CalibrationSource> calibration,
            Progress progress) {

        /// {@return what watches values of `model` on the calibration data}
        ///
        /// @param what was not done when it is refused, for people
        /// @throws java.util.NoSuchElementException when there are no samples
        /// @throws io.casemate.engine.golden.GoldenException when they do not fit the model
        InnerValues values(Model model, String what) throws IOException {
            CalibrationSource source = calibration.orElseThrow();
            Trial trial = trial();
            List<Port> ports = trial.plain(model, session -> session.inputs());
            var samples = Calibration.open(source.folder(), ports, source.ranges()::of);
            return new InnerValues(model, trial, samples, what);
        }

        /// {@return what loads models while the step is taken}
        Trial trial() {
            return new Trial(folder, output, List.of());
        }
    }

    /// @param nodes how many nodes it replaced; 0 for a step that only prepares
    /// @param remark what else is to be known, for people; empty text when nothing is
    record Rewritten(Model model, int nodes, String remark) {

        Rewritten(Model model, int nodes) {
            this(model, nodes, "");
        }

        /// {@return this, and then `next`}
        Rewritten then(Rewritten next) {
            String both = (remark + " " + next.remark).strip();
            return new Rewritten(next.model, nodes + next.nodes, both);
        }
    }

    /// Refused when the step changes nothing in this model.
    Outcome<Rewritten> apply(Model model, Materials materials) throws IOException;
}
