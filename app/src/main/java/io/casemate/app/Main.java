package io.casemate.app;

import io.casemate.app.cli.CommandLines;
import io.casemate.app.cli.Terminal;
import io.casemate.engine.airlock.AirlockJobs;
import io.casemate.engine.quantize.QuantizeJobs;
import io.casemate.engine.tuning.TuneJobs;
import io.casemate.engine.worker.JobHandler;
import io.casemate.engine.worker.WorkerMain;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// Entry point of every process of the program.
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Logs.quiet();
        if (arguments.length == 1 && arguments[0].equals("worker")) {
            WorkerMain.run(workerJobs(), System.in);
            Runtime.getRuntime().exit(0);
        }
        Terminal terminal = Terminal.standard();
        var programs = new LivePrograms();
        int code =
                arguments.length == 0
                        ? programs.standard(terminal)
                        : CommandLines.run(new LiveEngines(), programs, terminal, arguments);
        Runtime.getRuntime().exit(code);
    }

    private static Map<String, JobHandler> workerJobs() {
        var jobs = new HashMap<>(AirlockJobs.handlers());
        jobs.putAll(QuantizeJobs.handlers());
        jobs.putAll(TuneJobs.handlers());
        return jobs;
    }
}
