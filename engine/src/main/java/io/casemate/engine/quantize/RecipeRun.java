package io.casemate.engine.quantize;

import io.casemate.engine.fleet.HostProbe;
import io.casemate.engine.models.GateVerdict;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One quantization by a named recipe, from the parent to the registry.
final class RecipeRun {
    private final QuantizeWorkers workers;
    private final Quantize command;
    private final Recipe recipe;
    private final Revision parent;
    private final QuantizeWorkers.Place place;
    private final Optional<SyntheticCalibration> synthetic;
    private final Path files;

    RecipeRun(QuantizeWorkers workers, Quantize command, Revision parent, Path folder) {
        this.workers = workers;
        this.command = command;
        this.recipe = command.recipe().on(HostProbe.instructionSets());
        this.parent = parent;
        this.synthetic =
                Optional.of(command.syntheticSamples())
                        .filter(samples -> samples > 0)
                        .map(SyntheticCalibration::new);
        this.place =
                new QuantizeWorkers.Place(
                        parent,
                        folder,
                        QuantizeWorkers.DEADLINE,
                        synthetic.map(_ -> folder.resolve("synthetic")).or(command::calibration));
        this.files = folder.resolve(Variants.MODEL);
    }

    Outcome<Revision> execute(Progress progress) throws IOException, InterruptedException {
        Files.createDirectories(files);
        if (synthetic.isPresent()) {
            Outcome<SyntheticJob.Made> made =
                    workers.synthesize(
                            place,
                            command.syntheticSamples(),
                            place.calibration().orElseThrow(),
                            progress.part(0, 0.05));
            if (made instanceof Outcome.Refused<SyntheticJob.Made>(Problem problem)) {
                return Outcome.refused(problem);
            }
        }
        return switch (workers.rewrite(place, recipe, files, progress.part(0.05, 0.5))) {
            case Outcome.Refused<RewriteJob.Rewritten>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<RewriteJob.Rewritten>(RewriteJob.Rewritten rewritten) ->
                    measured(rewritten, progress);
        };
    }

    private Outcome<Revision> measured(RewriteJob.Rewritten rewritten, Progress progress)
            throws InterruptedException {
        return workers.measure(place, files.resolve("model.onnx"), progress.part(0.5, 0.97))
                .then(measured -> {
                    progress.report("taking the variant into the registry", 0.98);
                    var made =
                            new Variants.Made(
                                    parent, files, rewritten.facts(), card(rewritten, measured));
                    return new Variants(workers.models()).publish(made, command.name());
                });
    }

    private QuantizationCard card(RewriteJob.Rewritten rewritten, MeasureJob.Measured measured) {
        Bytes bytes = Variants.sizeOf(files);
        var sizes = new Attempt.Sizes(rewritten.quantizedNodes(), bytes, parent.bytes());
        return new QuantizationCard(
                recipe.id(),
                rewritten.quantizedNodes(),
                bytes,
                parent.bytes(),
                measured.accuracy(),
                measured.latency(),
                Optional.of(RecipeFile.textOf(recipe)),
                Optional.of(
                        verdict(
                                Gate.ACCURACY.judge(sizes, measured.accuracy(), measured.latency()),
                                measured)),
                synthetic.map(SyntheticCalibration::label),
                rewritten.remark());
    }

    private GateVerdict verdict(GateVerdict standard, MeasureJob.Measured measured) {
        boolean isReal = workers.models().goldenFolder(parent.id()).isPresent();
        return synthetic
                .map(one -> one.judge(standard, measured.accuracy(), isReal))
                .orElse(standard);
    }
}
