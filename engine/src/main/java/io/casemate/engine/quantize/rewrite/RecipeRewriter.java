package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.OnnxFormatException;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.OnnxWriter;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Applies a recipe to a model file, step by step. The same file and recipe give the same bytes.
public final class RecipeRewriter {
    private static final String FILE = "model.onnx";

    /// Bytes; with fewer left, a write that failed did so for want of space.
    private static final long FULL = 8 << 20;

    private RecipeRewriter() {}

    /// Writes `outputFolder/model.onnx`. Refused when no step changes anything in this model.
    ///
    /// @param modelFile a model that has passed the airlock; its external data lie beside it
    public static Outcome<RewriteReport> apply(
            Recipe recipe, Path modelFile, Path outputFolder, Progress progress)
            throws IOException {
        return apply(recipe, new Places(modelFile, outputFolder, Optional.empty()), progress);
    }

    /// Where things are.
    ///
    /// @param modelFile a model that has passed the airlock; its external data lie beside it
    public record Places(
            Path modelFile, Path outputFolder, Optional<CalibrationSource> calibration) {}

    /// Writes `model.onnx` into the output folder. With calibration data the model is run, so that
    /// this works in workers only.
    public static Outcome<RewriteReport> apply(Recipe recipe, Places places, Progress progress)
            throws IOException {
        Path modelFile = places.modelFile();
        Path outputFolder = places.outputFolder();
        Path written = outputFolder.resolve(FILE);
        try (Scratch scratch = Scratch.open(outputFolder)) {
            Path folder = modelFile.toAbsolutePath().getParent();
            var materials =
                    new StepRewrite.Materials(
                            folder, scratch, outputFolder, places.calibration(), progress);
            try {
                return rewritten(recipe, modelFile, written, materials);
            } catch (FileAlreadyExistsException notOurs) {
                throw notOurs;
            } catch (IOException failed) {
                return Outcome.refused(noSpace(outputFolder, failed));
            }
        } catch (OnnxFormatException unreadable) {
            return Outcome.refused(unreadable.problem());
        }
    }

    private static Outcome<RewriteReport> rewritten(
            Recipe recipe, Path modelFile, Path written, StepRewrite.Materials materials)
            throws IOException {
        materials.progress().report("Reading the model");
        Model model = OnnxReader.read(modelFile, ReadLimits.STANDARD).withoutConstantInputs();
        Optional<Problem> unknown = KeptNames.unknown(recipe, model);
        if (unknown.isPresent()) {
            return Outcome.refused(unknown.get());
        }
        int eligible = WeightPlaces.count(model.graph());
        return switch (changed(recipe, model, materials)) {
            case Outcome.Refused<StepRewrite.Rewritten>(Problem problem) ->
                    Outcome.refused(problem);
            case Outcome.Done<StepRewrite.Rewritten>(StepRewrite.Rewritten changed) -> {
                materials.progress().report("Writing the model", 1);
                OnnxWriter.write(changed.model(), materials.folder(), written);
                yield Outcome.done(
                        new RewriteReport(
                                changed.nodes(),
                                eligible,
                                written,
                                Optional.of(changed.remark()).filter(text -> !text.isEmpty())));
            }
        };
    }

    /// {@return that the disk was full; asked before what has been written is deleted}
    ///
    /// @throws IOException `failed`, when the disk was not full
    private static Problem noSpace(Path outputFolder, IOException failed) throws IOException {
        long free = Files.getFileStore(outputFolder).getUsableSpace();
        OnnxWriter.delete(outputFolder.resolve(FILE));
        if (free > FULL) {
            throw failed;
        }
        return new Problem(
                RewriteProblem.NO_SPACE,
                "The variant was not written.",
                "The disk of %s had %s left while it was written."
                        .formatted(outputFolder, new Bytes(free)),
                "Free space there, at least twice the size of the model, and try again.");
    }

    /// A step that finds nothing to do is passed over as long as another one finds something.
    private static Outcome<StepRewrite.Rewritten> changed(
            Recipe recipe, Model model, StepRewrite.Materials materials) throws IOException {
        if (recipe.needsSamples() && materials.calibration().isEmpty()) {
            return Outcome.refused(noSamples(recipe));
        }
        var sofar = new StepRewrite.Rewritten(model, 0);
        Outcome<StepRewrite.Rewritten> last = Outcome.done(sofar);
        for (Step step : recipe.steps()) {
            last = rewriteFor(step).apply(sofar.model(), materials);
            if (last instanceof Outcome.Done<StepRewrite.Rewritten>(StepRewrite.Rewritten done)) {
                sofar = sofar.then(done);
            }
        }
        return sofar.nodes() > 0 ? Outcome.done(sofar) : last;
    }

    private static Problem noSamples(Recipe recipe) {
        return RewriteProblem.NO_CALIBRATION.because(
                "The model was not quantized by the recipe %s.".formatted(recipe.name()),
                "It needs samples, and there are none: no calibration data was given, and the model"
                        + " has no golden set.",
                "Give a folder of samples with --calibration, or import the model with --golden.");
    }

    private static StepRewrite rewriteFor(Step step) {
        return switch (step) {
            case Step.DynamicInt8 dynamic -> DynamicInt8Step.of(dynamic);
            case Step.BlockWeights blocks ->
                    new ProductStep(
                            "block-weights", new BlockProducts(blocks), Set.copyOf(blocks.keep()));
            case Step.CalibratedBlocks blocks -> new CalibratedBlocks(blocks);
            case Step.AwqScales(int bits, int blockSize, boolean symmetric, List<String> keep) ->
                    new Equalization(
                            "awq-scales",
                            new AwqDivisors(
                                    new Step.BlockWeights(
                                            bits,
                                            blockSize,
                                            symmetric,
                                            Step.RangeSearch.MSE,
                                            0,
                                            List.of())),
                            keep);
            case Step.Smooth(double alpha, List<String> keep) ->
                    new Equalization("smooth", new SmoothDivisors(alpha), keep);
            case Step.BlockTables tables -> new BlockTables(tables);
            case Step.StoredWeights stored -> new StoredWeights(stored);
            case Step.HalfCompute half -> new HalfCompute(half);
            case Step.StaticInt8 quantized -> new StaticInt8Step(quantized);
        };
    }
}
