package io.casemate.engine.airlock;

import io.casemate.engine.quantize.QuantizeJobs;
import io.casemate.engine.worker.JobHandler;
import io.casemate.engine.worker.WorkerMain;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// The main class of workers that do the product's jobs.
public final class TestWorker {

    private TestWorker() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, JobHandler> handlers = new HashMap<>(AirlockJobs.handlers());
        handlers.putAll(QuantizeJobs.handlers());
        WorkerMain.run(handlers, System.in);
    }
}
