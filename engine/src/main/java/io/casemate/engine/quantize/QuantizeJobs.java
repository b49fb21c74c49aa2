package io.casemate.engine.quantize;

import io.casemate.engine.worker.JobHandler;
import java.util.Map;

/// The parts of quantization that run inside workers.
public final class QuantizeJobs {

    private QuantizeJobs() {}

    /// {@return the handlers by job kind}
    public static Map<String, JobHandler> handlers() {
        return Map.of(
                RewriteJob.KIND,
                RewriteJob::run,
                MeasureJob.KIND,
                MeasureJob::run,
                AttemptJob.KIND,
                AttemptJob::run,
                RankJob.KIND,
                RankJob::run,
                SyntheticJob.KIND,
                SyntheticJob::run);
    }
}
