package io.casemate.engine.tuning;

import io.casemate.engine.worker.JobHandler;
import java.util.Map;

/// The parts of tuning that run inside workers.
public final class TuneJobs {

    private TuneJobs() {}

    /// {@return the handlers by job kind}
    public static Map<String, JobHandler> handlers() {
        return Map.of(TuneJob.KIND, TuneJob::run, PlacementJob.KIND, PlacementJob::run);
    }
}
