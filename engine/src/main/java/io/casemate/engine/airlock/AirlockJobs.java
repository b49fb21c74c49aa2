package io.casemate.engine.airlock;

import io.casemate.engine.worker.JobHandler;
import java.util.Map;

/// The airlock's parts that run inside workers.
public final class AirlockJobs {

    private AirlockJobs() {}

    /// {@return the handlers by job kind}
    public static Map<String, JobHandler> handlers() {
        return Map.of(
                UnpackJob.KIND, UnpackJob::run,
                ForeignJob.KIND, ForeignJob::run,
                InspectJob.KIND, InspectJob::run,
                ContentJob.KIND, ContentJob::run,
                TrialJob.KIND, TrialJob::run);
    }
}
