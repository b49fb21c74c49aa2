package io.casemate.engine.quantize;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.worker.Job;
import io.casemate.engine.worker.Limits;
import io.casemate.engine.worker.WorkerProcesses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Sends the jobs of this room to workers, with limits after the size of the parent.
record QuantizeWorkers(Models models, WorkerProcesses workers) {
    static final Duration DEADLINE = Duration.ofMinutes(30);
    private static final long LEAST_MEMORY = 2L << 30;
    private static final long LEAST_HEAP = 512L << 20;
    private static final int HEAP_PER_BYTE = 2;
    private static final int MEMORY_PER_BYTE = 8;

    /// Where a job runs.
    ///
    /// @param folder its own
    /// @param calibration folder of samples that ranges are found on; empty: the golden set
    record Place(Revision parent, Path folder, Duration deadline, Optional<Path> calibration) {

        Place(Revision parent, Path folder, Duration deadline) {
            this(parent, folder, deadline, Optional.empty());
        }

        Place with(Optional<Path> samples) {
            return new Place(parent, folder, deadline, samples);
        }
    }

    Outcome<RewriteJob.Rewritten> rewrite(
            Place place, Recipe recipe, Path output, Progress progress)
            throws InterruptedException {
        var input =
                new RewriteJob.Input(recipe, parentFile(place), output.toString(), samples(place));
        return run(place, RewriteJob.KIND, input, progress)
                .map(answer -> Json.read(answer, RewriteJob.Rewritten.class));
    }

    Outcome<MeasureJob.Measured> measure(Place place, Path variant, Progress progress)
            throws InterruptedException {
        var input = new MeasureJob.Input(parentFile(place), variant.toString(), golden(place));
        return run(place, MeasureJob.KIND, input, progress)
                .map(answer -> Json.read(answer, MeasureJob.Measured.class));
    }

    /// @param leastSnrDb below that on the ranking samples the candidate is given up
    Outcome<AttemptJob.Tried> attempt(
            Place place, Recipe recipe, double leastSnrDb, Progress progress)
            throws InterruptedException {
        var input =
                new AttemptJob.Input(
                        recipe,
                        parentFile(place),
                        place.folder().resolve(Variants.MODEL).toString(),
                        golden(place),
                        samples(place),
                        leastSnrDb);
        return run(place, AttemptJob.KIND, input, progress)
                .map(answer -> Json.read(answer, AttemptJob.Tried.class));
    }

    /// {@return the layers that `step` quantizes, the most harmless first}
    Outcome<LayerRanking> rank(Place place, Step.StaticInt8 step, Progress progress)
            throws InterruptedException {
        var input = new RankJob.Input(step, parentFile(place), samples(place).orElseThrow());
        return run(place, RankJob.KIND, input, progress)
                .map(answer -> Json.read(answer, LayerRanking.class));
    }

    /// {@return whether there are samples to find ranges on}
    boolean hasSamples(Place place) {
        return samples(place).isPresent();
    }

    /// Makes up inputs of the parent in the folder `output`.
    Outcome<SyntheticJob.Made> synthesize(Place place, int samples, Path output, Progress progress)
            throws InterruptedException {
        var input = new SyntheticJob.Input(parentFile(place), output.toString(), samples);
        return run(place, SyntheticJob.KIND, input, progress)
                .map(answer -> Json.read(answer, SyntheticJob.Made.class));
    }

    private Outcome<ObjectNode> run(Place place, String kind, Record input, Progress progress)
            throws InterruptedException {
        long bytes = place.parent().bytes().count();
        var limits =
                new Limits(
                        new Bytes(LEAST_HEAP + HEAP_PER_BYTE * bytes),
                        new Bytes(LEAST_MEMORY + MEMORY_PER_BYTE * bytes),
                        place.deadline(),
                        true);
        var job =
                new Job(
                        kind,
                        place.parent().model().text(),
                        place.folder().resolve("job-" + kind),
                        Json.treeOf(input),
                        limits);
        return workers.run(job, progress);
    }

    private String parentFile(Place place) {
        return models.modelFile(place.parent().id()).toString();
    }

    private Optional<String> samples(Place place) {
        return place.calibration().map(Path::toString).or(() -> golden(place));
    }

    private Optional<String> golden(Place place) {
        return models.goldenFolder(place.parent().id()).map(Path::toString);
    }
}
