package io.casemate.engine.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
final class JavaWorkersTest {
    private static final Bytes HEAP = Bytes.mebibytes(64);
    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir Path temp;

    private JavaWorkers workers;

    @BeforeEach
    void open() {
        workers = new JavaWorkers(new JavaCommand(TestWorker.class.getName(), temp), temp);
    }

    private Job job(String kind, ObjectNode input, Limits limits) {
        return new Job(kind, "cat.onnx", temp.resolve("job"), input, limits);
    }

    private Job job(String kind, ObjectNode input) {
        return job(kind, input, limits(Bytes.gibibytes(1), LONG));
    }

    private static Limits limits(Bytes memory, Duration deadline) {
        return new Limits(HEAP, memory, deadline, false);
    }

    private Problem problemOf(Job job) throws InterruptedException {
        return problem(workers.run(job, Progress.NONE));
    }

    private static Problem problem(Outcome<ObjectNode> outcome) {
        return switch (outcome) {
            case Outcome.Refused<ObjectNode>(Problem problem) -> problem;
            case Outcome.Done<ObjectNode>(ObjectNode value) ->
                    throw new AssertionError("done: " + value);
        };
    }

    private static ObjectNode done(Outcome<ObjectNode> outcome) {
        return switch (outcome) {
            case Outcome.Done<ObjectNode>(ObjectNode value) -> value;
            case Outcome.Refused<ObjectNode>(Problem problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    @Test
    void answersWithWhatTheHandlerAnswersAndPassesItsProgressOn() throws Exception {
        List<String> steps = new CopyOnWriteArrayList<>();

        ObjectNode answer =
                done(
                        workers.run(
                                job("echo", Json.object().put("text", "zürich")),
                                (step, fraction) -> steps.add(step + " " + fraction)));

        assertEquals("zürich", answer.path("text").asString());
        assertEquals(List.of("echoing 0.5"), steps);
    }

    @Test
    void runsInTheJobsFolderWithFewEnvironmentVariables() throws Exception {
        ObjectNode answer = done(workers.run(job("echo", Json.object()), Progress.NONE));

        assertEquals(
                temp.resolve("job").toRealPath().toString(),
                Path.of(answer.path("workingDirectory").asString()).toRealPath().toString());
        List<String> allowed =
                List.of("PATH", "LANG", "LC_ALL", "HOME", "SystemRoot", "TEMP", "TMP");
        List<String> odd =
                Stream.of(answer.path("environment").asString().split(" "))
                        .filter(name -> !allowed.contains(name))
                        .filter(name -> !List.of("PWD", "OLDPWD", "SHLVL", "_").contains(name))
                        .toList();
        assertEquals(List.of(), odd);
    }

    @Test
    void passesARefusalOnAsItIs() throws Exception {
        Problem problem = problemOf(job("refuse", Json.object()));

        assertEquals("TEST-042: what why remedy", problem.toString());
        assertEquals("CAPACITY", problem.code().kind().name());
    }

    @Test
    void callsAFailingHandlerADefectAndNamesTheFailure() throws Exception {
        Problem problem = problemOf(job("fail", Json.object()));

        assertEquals("WORKER-007", problem.code().id());
        assertTrue(problem.why().contains("a defect of the handler"), problem.why());
    }

    @Test
    void refusesAJobThatNoHandlerDoes() throws Exception {
        Problem problem = problemOf(job("unheard-of", Json.object()));

        assertEquals("WORKER-007", problem.code().id());
        assertTrue(problem.why().contains("unheard-of"), problem.why());
    }

    @ParameterizedTest
    @CsvSource({"SEGV", "ABRT", "KILL", "BUS"})
    @DisabledOnOs(OS.WINDOWS)
    void namesTheSignalThatKilledAWorker(String name) throws Exception {
        Problem problem = problemOf(job("signal", Json.object().put("name", name)));

        assertEquals("WORKER-002", problem.code().id(), problem.toString());
        // The JVM catches SEGV and BUS, says so, and aborts.
        String ends = name.equals("KILL") ? "9 (SIGKILL)" : "6 (SIGABRT)";
        assertTrue(problem.why().contains("signal " + ends), problem.why());
        assertTrue(problem.why().contains("last words"), problem.why());
    }

    @Test
    void namesTheExitCodeOfAWorkerThatEndsWithoutAnAnswer() throws Exception {
        Problem problem = problemOf(job("exit", Json.object().put("code", 17)));

        assertEquals("WORKER-003", problem.code().id());
        assertTrue(problem.why().contains("exit code 17, last words: last words"), problem.why());
    }

    @Test
    void doesNotTakeASuccessfulEndForAnAnswer() throws Exception {
        assertEquals(
                "WORKER-003", problemOf(job("exit", Json.object().put("code", 0))).code().id());
    }

    @Test
    void stopsAWorkerAtItsDeadline() throws Exception {
        List<String> steps = new CopyOnWriteArrayList<>();
        var limits = limits(Bytes.gibibytes(1), Duration.ofSeconds(3));

        Problem problem =
                problem(
                        workers.run(
                                job("hang", Json.object(), limits), (step, _) -> steps.add(step)));

        assertEquals("WORKER-004", problem.code().id());
        assertTrue(problem.why().contains("3 s"), problem.why());
        assertFalse(isAlive(steps));
    }

    @Test
    void stopsAWorkerThatTakesMoreNativeMemoryThanItMay() throws Exception {
        var limits = limits(Bytes.mebibytes(300), LONG);

        Problem problem = problemOf(job("native-memory", Json.object(), limits));

        assertEquals("WORKER-005", problem.code().id(), problem.toString());
        assertTrue(problem.why().contains("limit 300 MiB"), problem.why());
    }

    @Test
    void tellsAFullHeapFromOtherEnds() throws Exception {
        Problem problem = problemOf(job("heap", Json.object()));

        assertEquals("WORKER-005", problem.code().id(), problem.toString());
        assertTrue(problem.why().contains("64.0 MiB of Java heap"), problem.why());
    }

    @Test
    void doesNotTakeWhatNativeCodePrintsForAnAnswer() throws Exception {
        ObjectNode answer = done(workers.run(job("noise", Json.object()), Progress.NONE));

        assertEquals("handler", answer.path("from").asString());
    }

    @Test
    void refusesAnAnswerThatIsNoJson() throws Exception {
        Problem problem = problemOf(job("garbage", Json.object()));

        assertEquals("WORKER-006", problem.code().id(), problem.toString());
    }

    @Test
    void refusesWhenAWorkerCannotBeStarted() throws Exception {
        Files.writeString(temp.resolve("job"), "a file where the folder should be");

        Problem problem = problemOf(job("echo", Json.object()));

        assertEquals("WORKER-001", problem.code().id());
    }

    @Test
    void endsTheWorkerWhenTheCallerIsInterrupted() throws Exception {
        CompletableFuture<String> started = new CompletableFuture<>();
        var run =
                new FutureTask<>(() ->
                        workers.run(
                                job("hang", Json.object()), (step, _) -> started.complete(step)));
        Thread caller = Thread.ofVirtual().start(run);
        String worker = started.get(30, TimeUnit.SECONDS);

        caller.interrupt();

        var thrown = assertThrows(ExecutionException.class, () -> run.get(10, TimeUnit.SECONDS));
        assertInstanceOf(InterruptedException.class, thrown.getCause());
        awaitEnd(worker);
    }

    @Test
    void endsTheWorkerWhenItsOwnerIsKilled() throws Exception {
        List<String> line =
                new JavaCommand(TestOwner.class.getName(), temp)
                        .line(HEAP, List.of(), List.of(temp.toString()));
        Process owner =
                new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String worker;
        try (BufferedReader out = owner.inputReader()) {
            worker = out.readLine();
        }

        owner.destroyForcibly().waitFor();

        awaitEnd(worker);
    }

    @Test
    void leavesNothingBesideTheJobsFolder() throws Exception {
        Path cache = Files.createDirectory(temp.resolve("cache"));
        Path jobs = Files.createDirectory(temp.resolve("jobs"));
        var command = new JavaCommand(TestWorker.class.getName(), temp);

        new JavaWorkers(command, cache)
                .run(
                        new Job(
                                "exit",
                                "x",
                                jobs.resolve("one"),
                                Json.object().put("code", 1),
                                limits(Bytes.gibibytes(1), LONG)),
                        Progress.NONE);

        try (Stream<Path> left = Files.walk(jobs)) {
            assertEquals(List.of(jobs, jobs.resolve("one")), left.sorted().toList());
        }
    }

    @Test
    void findsItsClassesFromAnyWorkingDirectory() {
        String relative = "lib/a.jar" + File.pathSeparator + "lib/b.jar";

        String absolute = JavaCommand.absolute(relative);

        String here = Path.of("lib").toAbsolutePath() + File.separator;
        assertEquals(here + "a.jar" + File.pathSeparator + here + "b.jar", absolute);
    }

    private static boolean isAlive(List<String> pids) {
        return pids.stream()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .anyMatch(handle -> handle.map(ProcessHandle::isAlive).orElse(false));
    }

    private static void awaitEnd(String pid) throws Exception {
        var handle = ProcessHandle.of(Long.parseLong(pid));
        if (handle.isPresent()) {
            handle.get().onExit().get(20, TimeUnit.SECONDS);
        }
    }
}
