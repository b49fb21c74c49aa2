package io.casemate.engine.worker;

import io.casemate.engine.airlock.AirlockJobs;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode.Kind;
import io.casemate.engine.problem.ReportedCode;
import io.casemate.engine.quantize.QuantizeJobs;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tuning.TuneJobs;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.node.ObjectNode;

/// The main class of workers in tests: knows the product's jobs, and some that misbehave.
public final class TestWorker {
    private static final long CHUNK = 32L << 20;

    private TestWorker() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, JobHandler> handlers = new HashMap<>();
        handlers.putAll(AirlockJobs.handlers());
        handlers.putAll(QuantizeJobs.handlers());
        handlers.putAll(TuneJobs.handlers());
        handlers.put("echo", TestWorker::echo);
        handlers.put("refuse", (_, _, _) -> refused());
        handlers.put("fail", (_, _, _) -> fail());
        handlers.put("signal", (input, _, _) -> signal(input.path("name").asString()));
        handlers.put("exit", (input, _, _) -> exit(input.path("code").asInt()));
        handlers.put("hang", (_, _, progress) -> hang(progress));
        handlers.put("native-memory", (_, _, _) -> eatMemory());
        handlers.put("heap", (_, _, _) -> eatHeap());
        handlers.put("noise", TestWorker::noise);
        handlers.put("garbage", (_, _, _) -> garbage());
        WorkerMain.run(handlers, System.in);
    }

    private static Outcome<ObjectNode> echo(ObjectNode input, Path folder, Progress progress) {
        progress.report("echoing", 0.5);
        ObjectNode answer = input.deepCopy();
        answer.put("folder", folder.toString());
        answer.put("workingDirectory", Path.of("").toAbsolutePath().toString());
        answer.put("environment", String.join(" ", System.getenv().keySet()));
        return Outcome.done(answer);
    }

    private static Outcome<ObjectNode> refused() {
        var code = new ReportedCode("TEST-042", Kind.CAPACITY);
        return Outcome.refused(new Problem(code, "what", "why", "remedy"));
    }

    private static Outcome<ObjectNode> fail() {
        throw new IllegalStateException("a defect of the handler");
    }

    private static Outcome<ObjectNode> signal(String name) throws Exception {
        System.err.println("last words");
        String self = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + self).start();
        new CountDownLatch(1).await();
        return Outcome.done(Json.object());
    }

    private static Outcome<ObjectNode> exit(int code) {
        System.err.println("last words");
        Runtime.getRuntime().halt(code);
        return Outcome.done(Json.object());
    }

    private static Outcome<ObjectNode> hang(Progress progress) throws InterruptedException {
        progress.report(Long.toString(ProcessHandle.current().pid()));
        new CountDownLatch(1).await();
        return Outcome.done(Json.object());
    }

    private static Outcome<ObjectNode> eatMemory() {
        while (true) {
            Arena.global().allocate(CHUNK).fill((byte) 1);
        }
    }

    private static Outcome<ObjectNode> eatHeap() {
        List<byte[]> held = new ArrayList<>();
        while (held.size() < Integer.MAX_VALUE) {
            held.add(new byte[1 << 20]);
        }
        return Outcome.done(Json.object());
    }

    /// Prints as native code does: straight to descriptor 1, and without ending the line.
    private static Outcome<ObjectNode> noise(ObjectNode input, Path folder, Progress progress)
            throws IOException {
        System.out.println("{\"done\":{\"from\":\"System.out\"}}");
        raw("{\"done\":{\"from\":\"native code\"}}\nhalf a line without an end ");
        return Outcome.done(Json.object().put("from", "handler"));
    }

    private static Outcome<ObjectNode> garbage() throws Exception {
        raw(WorkerWire.MARK + "{no json\n");
        new CountDownLatch(1).await();
        return Outcome.done(Json.object());
    }

    @SuppressWarnings("resource") // closing it would close the descriptor
    private static void raw(String text) throws IOException {
        new FileOutputStream(FileDescriptor.out).write(text.getBytes(StandardCharsets.UTF_8));
    }
}
