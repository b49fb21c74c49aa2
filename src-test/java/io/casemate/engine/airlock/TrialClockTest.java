package io.casemate.engine.airlock;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.worker.Job;
import io.casemate.engine.worker.Limits;
import io.casemate.engine.worker.NativeLibraries;
import io.casemate.engine.worker.WorkerProcesses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

@Timeout(90)
final class TrialClockTest {
    @TempDir Path temp;

    /// Changes a sign, over and over.
    private static byte[] endless() {
        Proto body =
                new Proto()
                        .text(2, "body")
                        .message(1, SmallModels.node("Identity", "", "go", "going"))
                        .message(1, SmallModels.node("Neg", "", "v", "w"))
                        .message(11, SmallModels.port("i", SmallModels.INT64))
                        .message(11, SmallModels.port("go", 9))
                        .message(11, SmallModels.port("v", SmallModels.FLOAT, 4))
                        .message(12, SmallModels.port("going", 9))
                        .message(12, SmallModels.port("w", SmallModels.FLOAT, 4));
        Proto loop =
                SmallModels.node("Loop", "", "", "true", "x", "y")
                        .message(5, new Proto().text(1, "body").message(6, body).number(20, 5));
        Proto yes = new Proto().number(2, 9).bytes(9, new byte[] {1}).text(8, "true");
        return SmallModels.model(SmallModels.graph().message(5, yes).message(1, loop));
    }

    @Test
    void killsTheWorkerOfARunWithoutAnEndAndNamesIt() throws Exception {
        Path natives = temp.resolve("natives");
        NativeLibraries.unpack(natives);
        Path cell = Files.createDirectories(temp.resolve("cell"));
        Files.createDirectories(cell.resolve("model"));
        var subject =
                new AirlockWorkers.Subject(
                        Files.write(cell.resolve("model/model.onnx"), endless()),
                        "endless.onnx",
                        new Quarantine.Cell(cell),
                        Optional.empty());

        Set<Long> before = children();

        Outcome<TrialJob.Tried> outcome =
                new AirlockWorkers(ImportFixture.workers(natives)).trial(subject, 0, Progress.NONE);

        Problem problem = ((Outcome.Refused<TrialJob.Tried>) outcome).problem();
        assertEquals("AL-1002", problem.code().id(), problem.toString());
        assertTrue(problem.why().startsWith("A run did not end within 10 s"), problem.why());
        assertTrue(problem.why().contains("size 1, run 1 of 3"), problem.why());
        assertEquals(before, children());
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .children()
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private Job job() {
        var limits = new Limits(Bytes.mebibytes(1), Bytes.mebibytes(1), Duration.ofHours(1), false);
        return new Job("trial", "m.onnx", temp, Json.object(), limits);
    }

    @Test
    void passesTheAnswerOnAndTellsPlainSteps() throws Exception {
        var said = new StringBuilder();
        WorkerProcesses workers =
                (_, progress) -> {
                    TrialPart.LOAD.begin(progress, "loading", 0.1);
                    return Outcome.done(Json.object().put("ran", true));
                };

        Outcome<ObjectNode> outcome =
                new TrialClock(new TrialDeadlines(0, 0))
                        .run(workers, job(), (step, _) -> said.append(step));

        assertEquals(Outcome.done(Json.object().put("ran", true)), outcome);
        assertEquals("loading", said.toString());
    }

    @Test
    void endsTheWorkerWhenSomebodyCancels() {
        var isEnded = new AtomicBoolean();
        Thread caller = Thread.currentThread();
        WorkerProcesses workers =
                (_, _) -> {
                    caller.interrupt();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        isEnded.set(true);
                    }
                    return Outcome.done(Json.object());
                };
        var clock = new TrialClock(new TrialDeadlines(0, 0));

        assertThrows(InterruptedException.class, () -> clock.run(workers, job(), Progress.NONE));

        assertTrue(isEnded.get());
    }

    @Test
    void givesLargeAndSlowModelsMoreTime() {
        var small = new TrialDeadlines(1 << 20, 0);
        var large = new TrialDeadlines(4L << 30, 100_000_000_000L);

        assertEquals(Duration.ofSeconds(60), small.of(TrialPart.LOAD).truncatedTo(SECONDS));
        assertEquals(Duration.ofSeconds(10), small.of(TrialPart.RUN).truncatedTo(SECONDS));
        assertEquals(Duration.ofSeconds(60 + 4 * 60), large.of(TrialPart.LOAD));
        assertEquals(Duration.ofSeconds(10 + 4 * 10 + 50), large.of(TrialPart.RUN));
        assertEquals(
                Duration.ofMinutes(10), new TrialDeadlines(0, Long.MAX_VALUE).of(TrialPart.RUN));
    }
}
