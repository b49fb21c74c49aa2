package io.casemate.engine.tuning;

import io.casemate.engine.json.Json;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.runtime.SessionSettings;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.worker.Job;
import io.casemate.engine.worker.Limits;
import io.casemate.engine.worker.WorkerProcesses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Sends the jobs of this room to workers, one process for each setting: what one dies of harms no
/// other.
record TuneWorkers(Models models, WorkerProcesses workers) {
    private static final Duration LEAST_DEADLINE = Duration.ofMinutes(2);
    private static final Bytes HEAP = new Bytes(512L << 20);
    private static final long LEAST_MEMORY = 2L << 30;
    private static final int MEMORY_PER_BYTE = 8;

    /// Where a job runs.
    ///
    /// @param folder its own
    /// @param cores of this host
    record Place(Revision revision, Path folder, int cores) {}

    /// @param budget for timing alone
    Outcome<TuneJob.Tried> attempt(Place place, Setting setting, Duration budget, Progress progress)
            throws InterruptedException {
        var input =
                new TuneJob.Input(
                        file(place), golden(place), setting, place.cores(), budget.toNanos());
        return run(place, TuneJob.KIND, Json.treeOf(input), progress)
                .map(answer -> Json.read(answer, TuneJob.Tried.class));
    }

    Outcome<PlacementProof> placement(Place place, SessionSettings settings, Progress progress)
            throws InterruptedException {
        int threads = settings.intraOpThreads(place.cores(), 1);
        var input = new PlacementJob.Input(file(place), golden(place), settings, threads);
        return run(place, PlacementJob.KIND, Json.treeOf(input), progress)
                .map(answer -> Json.read(answer, PlacementProof.class));
    }

    private Outcome<ObjectNode> run(Place place, String kind, ObjectNode input, Progress progress)
            throws InterruptedException {
        long bytes = place.revision().bytes().count();
        var limits =
                new Limits(
                        HEAP,
                        new Bytes(LEAST_MEMORY + MEMORY_PER_BYTE * bytes),
                        LEAST_DEADLINE,
                        true);
        Path folder = place.folder().resolve("job-" + kind);
        return workers.run(
                new Job(kind, place.revision().model().text(), folder, input, limits), progress);
    }

    private String file(Place place) {
        return models.modelFile(place.revision().id()).toString();
    }

    private Optional<String> golden(Place place) {
        return models.goldenFolder(place.revision().id()).map(Path::toString);
    }
}
