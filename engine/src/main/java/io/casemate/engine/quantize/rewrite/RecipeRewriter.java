package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.OnnxFormatException;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.OnnxWriter;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Applies a recipe to a model file, step by step. The same file and recipe give the same bytes.
public final class RecipeRewriter {
    private static final String FILE = "model.onnx";

    /// Bytes; with fewer left, a write that failed did so for want of space.
    private static final long FULL = 8 << 20;

    /// The first version in which initializers need not be listed as inputs.
    private static final long FREE_INITIALIZERS = 4;

    private RecipeRewriter() {}

    /// Writes `outputFolder/model.onnx`. Refused when no step changes anything in this model.
    ///
    /// @param modelFile a model that has passed the airlock; its external data lie beside it
    public static Outcome<RewriteReport> apply(
            Recipe recipe, Path modelFile, Path outputFolder, Progress progress)
            throws IOException {
        Path written = outputFolder.resolve(FILE);
        try (Scratch scratch = Scratch.open(outputFolder)) {
            Path folder = modelFile.toAbsolutePath().getParent();
            var materials = new StepRewrite.Materials(folder, scratch, progress);
            try {
                return rewritten(recipe, modelFile, written, materials);
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
        Model model = modern(OnnxReader.read(modelFile, ReadLimits.STANDARD));
        int eligible = WeightPlaces.count(model.graph());
        return switch (changed(recipe, model, materials)) {
            case Outcome.Refused<StepRewrite.Rewritten>(Problem problem) ->
                    Outcome.refused(problem);
            case Outcome.Done<StepRewrite.Rewritten>(StepRewrite.Rewritten changed) -> {
                materials.progress().report("Writing the model", 1);
                OnnxWriter.write(changed.model(), materials.folder(), written);
                yield Outcome.done(new RewriteReport(changed.nodes(), eligible, written));
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
        var sofar = new StepRewrite.Rewritten(model, 0);
        Outcome<StepRewrite.Rewritten> last = Outcome.done(sofar);
        for (Step step : recipe.steps()) {
            last = rewriteFor(step).apply(sofar.model(), materials);
            if (last instanceof Outcome.Done<StepRewrite.Rewritten>(StepRewrite.Rewritten done)) {
                sofar = new StepRewrite.Rewritten(done.model(), sofar.nodes() + done.nodes());
            }
        }
        return sofar.nodes() > 0 ? Outcome.done(sofar) : last;
    }

    private static StepRewrite rewriteFor(Step step) {
        return switch (step) {
            case Step.DynamicInt8(List<String> keep) ->
                    new ProductStep("dynamic-int8", new DynamicInt8(), Set.copyOf(keep));
            case Step.BlockWeights blocks ->
                    new ProductStep(
                            "block-weights", new BlockProducts(blocks), Set.copyOf(blocks.keep()));
            case Step.StoredWeights stored -> new StoredWeights(stored);
        };
    }

    /// {@return `model` in a form in which only what callers give it is an input}
    ///
    /// Before IR version 4 every initializer had to be listed as an input too, and was constant all
    /// the same. From version 4 on, being listed means that callers may replace it; callers here
    /// cannot, as no port of the model stands for it.
    private static Model modern(Model model) {
        Graph graph = model.graph();
        Set<String> constants =
                graph.initializers().stream().map(TensorProto::name).collect(Collectors.toSet());
        List<ValueInfo> inputs =
                graph.inputs().stream().filter(input -> !constants.contains(input.name())).toList();
        return model.withIrVersion(Math.max(model.irVersion(), FREE_INITIALIZERS))
                .withGraph(graph.withInputs(inputs));
    }
}
