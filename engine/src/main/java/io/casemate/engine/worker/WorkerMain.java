package io.casemate.engine.worker;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The worker process: reads one job from standard input, does it, answers, ends. Ends at once when
/// standard input does: then whoever started it is gone.
public final class WorkerMain {
    private static final int ORPHANED = 9;

    private final Map<String, JobHandler> handlers;
    private final PrintStream out;

    private WorkerMain(Map<String, JobHandler> handlers, PrintStream out) {
        this.handlers = handlers;
        this.out = out;
    }

    /// Runs the one job of this process. What code here prints goes to standard error; the answer
    /// has standard output for itself.
    ///
    /// @param handlers by [Job#kind()]
    public static void run(Map<String, JobHandler> handlers, InputStream in) throws IOException {
        var out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String line = reader.readLine();
        if (line == null) {
            return;
        }
        Thread.ofPlatform().daemon().name("orphan-watch").start(() -> haltAtEnd(reader));
        new WorkerMain(handlers, out).answer(Json.mapper().readTree(line));
    }

    private static void haltAtEnd(BufferedReader reader) {
        try {
            while (reader.readLine() != null) {
                continue;
            }
        } catch (IOException _) {
            Runtime.getRuntime().halt(ORPHANED);
        }
        Runtime.getRuntime().halt(ORPHANED);
    }

    private void answer(JsonNode request) {
        Outcome<ObjectNode> outcome = outcomeOf(request);
        switch (outcome) {
            case Outcome.Done<ObjectNode>(ObjectNode value) -> send("done", value);
            case Outcome.Refused<ObjectNode>(Problem problem) ->
                    send("refused", WorkerWire.of(problem));
        }
    }

    /// The last place to tell of a failure before the process ends.
    private Outcome<ObjectNode> outcomeOf(JsonNode request) {
        String kind = request.path("kind").asString();
        JobHandler handler = handlers.get(kind);
        if (handler == null) {
            return Outcome.refused(
                    WorkerProblem.DEFECT.because(
                            "The job was not done.",
                            "The worker knows no job '%s'.".formatted(kind),
                            "Install the console again: its parts do not fit together."));
        }
        try {
            return handler.run(
                    (ObjectNode) request.path("input"),
                    Path.of(request.path("folder").asString()),
                    progress());
        } catch (EngineException e) {
            return Outcome.refused(e.problem());
        } catch (Exception e) {
            e.printStackTrace();
            return Outcome.refused(
                    WorkerProblem.DEFECT.because(
                            "The job '%s' was not done.".formatted(kind),
                            "The worker failed where it should not: %s.".formatted(e),
                            "Send us the console's log; it names the place."));
        }
    }

    private Progress progress() {
        return (step, fraction) ->
                send("progress", Json.object().put("step", step).put("fraction", fraction));
    }

    private synchronized void send(String kind, ObjectNode body) {
        out.print(WorkerWire.answer(kind, body) + "\n");
        out.flush();
    }
}
