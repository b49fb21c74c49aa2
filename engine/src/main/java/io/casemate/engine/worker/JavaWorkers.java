package io.casemate.engine.worker;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Workers as Java processes of this same program.
///
/// On Linux each is started through a shell that forbids core files and limits its address space,
/// on top of the watch that every platform has: resident memory is looked at every few milliseconds
/// and the process is killed above its cap.
public final class JavaWorkers implements WorkerProcesses {
    private static final System.Logger LOG = System.getLogger(JavaWorkers.class.getName());

    /// Address space that a JVM reserves without using it.
    private static final Bytes RESERVED = Bytes.gibibytes(8);

    private static final Path SHELL = Path.of("/bin/sh");
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(15);
    private static final Duration END_GRACE = Duration.ofSeconds(5);

    private final JavaCommand java;
    private final Path cache;
    private final ClassArchive archive;

    /// @param cache folder for class archives that make workers start faster
    public JavaWorkers(JavaCommand java, Path cache) {
        this.java = java;
        this.cache = cache;
        archive = new ClassArchive(cache);
    }

    @Override
    public Outcome<ObjectNode> run(Job job, Progress progress) throws InterruptedException {
        Path errors = job.folder().resolveSibling(job.folder().getFileName() + ".err");
        Process process;
        ClassArchive.Use classes = archive.use();
        try {
            Files.createDirectories(cache);
            Files.createDirectories(job.folder());
            process = start(job, errors, classes);
        } catch (IOException | UncheckedIOException e) {
            archive.giveUp(classes);
            return Outcome.refused(
                    WorkerProblem.NOT_STARTED.because(
                            "The worker for %s was not started.".formatted(job.subject()),
                            e.toString(),
                            "Check free memory and disk space of this machine, then try again."));
        }
        try {
            Outcome<ObjectNode> outcome = attend(process, job, progress, errors);
            if (classes.trains()) {
                archive.keep(process);
            }
            return outcome;
        } finally {
            archive.giveUp(classes);
            process.destroyForcibly();
            process.waitFor(END_GRACE.toSeconds(), TimeUnit.SECONDS);
            delete(errors);
        }
    }

    private static void delete(Path errors) {
        try {
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A worker's error file stays until the next start.", e);
        }
    }

    private Process start(Job job, Path errors, ClassArchive.Use classes) throws IOException {
        var options = new ArrayList<String>(classes.options());
        options.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=%d".formatted(job.limits().tier()),
                        "-Xshare:auto",
                        "-Xlog:disable",
                        "-XX:ErrorFile=/dev/null",
                        "-Djava.io.tmpdir=" + job.folder()));
        List<String> line = java.line(job.limits().heap(), options, List.of("worker"));
        var builder =
                new ProcessBuilder(confined(line, job.limits()))
                        .directory(job.folder().toFile())
                        .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> !KEPT.contains(name));
        Process process = builder.start();
        OutputStream in = process.getOutputStream();
        in.write((WorkerWire.request(job) + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
        return process;
    }

    /// The environment variables that a worker needs; the rest is none of its business.
    private static final List<String> KEPT =
            List.of("PATH", "LANG", "LC_ALL", "HOME", "SystemRoot", "TEMP", "TMP");

    private static List<String> confined(List<String> line, Limits limits) {
        if (!Files.isExecutable(SHELL)) {
            return line;
        }
        long kibibytes = (limits.memory().count() + RESERVED.count()) >> 10;
        var confined = new ArrayList<String>();
        confined.add(SHELL.toString());
        confined.add("-c");
        confined.add("ulimit -c 0; ulimit -v " + kibibytes + " 2>/dev/null; exec \"$@\"");
        confined.add("worker");
        confined.addAll(line);
        return confined;
    }

    private Outcome<ObjectNode> attend(Process process, Job job, Progress progress, Path errors)
            throws InterruptedException {
        var answer = new CompletableFuture<JsonNode>();
        Thread.ofVirtual().name("worker-answer").start(() -> listen(process, progress, answer));
        var memory = new MemoryWatch(process, job.limits().memory());
        long deadline = System.nanoTime() + job.limits().deadline().toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Bytes> excess = memory.excess();
            if (excess.isPresent()) {
                return Outcome.refused(tooBig(job, excess.get()));
            }
            try {
                JsonNode message = answer.get(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                return outcomeOf(message);
            } catch (TimeoutException _) {
                continue; // still at work
            } catch (ExecutionException e) {
                return Outcome.refused(new WorkerDeath(process, job, errors).problem(e.getCause()));
            }
        }
        return Outcome.refused(
                WorkerProblem.TOO_SLOW.because(
                        "The work on %s was stopped.".formatted(job.subject()),
                        "There was no answer in %d s."
                                .formatted(job.limits().deadline().toSeconds()),
                        "Use a smaller model, or look for an endless loop in this one."));
    }

    private static io.casemate.engine.problem.Problem tooBig(Job job, Bytes used) {
        return WorkerProblem.TOO_BIG.because(
                "The work on %s was stopped.".formatted(job.subject()),
                "It used %s of memory (limit %s).".formatted(used, job.limits().memory()),
                "Use a smaller model, or a machine with more memory.");
    }

    private static Outcome<ObjectNode> outcomeOf(JsonNode message) {
        return message.has("done")
                ? Outcome.done((ObjectNode) message.get("done"))
                : Outcome.refused(WorkerWire.problem(message.get("refused")));
    }

    /// Completes `answer` with the last message, or exceptionally when none comes.
    private static void listen(
            Process process, Progress progress, CompletableFuture<JsonNode> answer) {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = out.readLine()) != null) {
                int mark = line.indexOf(WorkerWire.MARK);
                if (mark >= 0) {
                    hear(line.substring(mark + WorkerWire.MARK.length()), progress, answer);
                }
            }
            answer.completeExceptionally(new IOException("the output ended without an answer"));
        } catch (IOException | UncheckedIOException | JacksonException | ClassCastException e) {
            answer.completeExceptionally(e);
        }
    }

    private static void hear(String text, Progress progress, CompletableFuture<JsonNode> answer) {
        JsonNode message = Json.mapper().readTree(text);
        if (message.has("progress")) {
            JsonNode step = message.get("progress");
            progress.report(step.path("step").asString(), step.path("fraction").asDouble());
        } else if (message.path("done").isObject() || message.path("refused").isObject()) {
            answer.complete(message);
        }
    }
}
