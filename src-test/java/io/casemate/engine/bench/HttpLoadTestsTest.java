package io.casemate.engine.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.gateway.Gateway;
import io.casemate.engine.gateway.GatewayConfig;
import io.casemate.engine.golden.GoldenSets;
import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.runtime.OrtRuntime;
import io.casemate.engine.runtime.RuntimeConfig;
import io.casemate.engine.runtime.TinyModels;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpLoadTestsTest {
    @TempDir private Path folder;

    private final OrtRuntime runtime = new OrtRuntime(RuntimeConfig.standard());
    private final Gateway gateway = Gateway.start(runtime, GatewayConfig.onPort(0));
    private final HttpLoadTests tests = new HttpLoadTests(GoldenSets::open);

    @AfterEach
    void close() {
        gateway.close();
        runtime.close();
    }

    @Test
    void reportsWhatItsClientsSaw() throws Exception {
        load("scale", TinyModels.scale(folder, 2));

        LoadReport report = done(tests.run(plan("scale", Duration.ofSeconds(1)), Progress.NONE));

        assertEquals(0, report.errors());
        assertEquals(report.requests(), report.latency().count());
        assertTrue(report.requests() > 5, report.toString());
        assertTrue(report.latency().p50() <= report.latency().p99(), report.toString());
        assertTrue(report.duration().toMillis() >= 1000, report.toString());
        assertTrue(report.inputs().startsWith("seeded inputs"), report.inputs());
        // The first second is answered, but not counted.
        assertTrue(runtime.totals().getFirst().succeeded() > report.requests());
    }

    @Test
    void endsEarlyWhenItsCallerIsInterrupted() throws Exception {
        load("scale", TinyModels.scale(folder, 2));
        var counting = new CountDownLatch(1);
        var outcome = new CompletableFuture<Outcome<LoadReport>>();
        Thread caller =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                outcome.complete(
                                        tests.run(
                                                plan("scale", Duration.ofHours(1)),
                                                (_, fraction) -> {
                                                    if (fraction > 5e-5) {
                                                        counting.countDown();
                                                    }
                                                }));
                            } catch (InterruptedException e) {
                                outcome.completeExceptionally(e);
                            }
                        });
        counting.await();

        caller.interrupt();

        assertInstanceOf(Outcome.Done.class, outcome.get(10, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1", "ftp://127.0.0.1", "nowhere", "http:///"})
    void refusesAnAddressThatDoesNotAnswer(String base) throws Exception {
        assertEquals("BENCH-001", refusal(base, "scale").id());
    }

    @Test
    void refusesAModelThatIsNotServed() throws Exception {
        assertEquals("BENCH-002", refusal(base(), "none").id());
    }

    @Test
    void refusesAModelWhoseInputsHaveNoJsonForm() throws Exception {
        load("halves", TinyModels.identity(folder, ElementType.FLOAT16));

        assertEquals("BENCH-004", refusal(base(), "halves").id());
    }

    @Test
    void refusesToReportALoadInWhichEveryRequestFailed() throws Exception {
        load("broken", TinyModels.scaleAnyBatch(folder, Float.POSITIVE_INFINITY));

        assertEquals("BENCH-003", refusal(base(), "broken").id());
    }

    @Test
    void refusesAFolderThatIsNoGoldenSet() throws Exception {
        load("scale", TinyModels.scale(folder, 2));
        var plan =
                new LoadPlan(
                        URI.create(base()),
                        "scale",
                        Duration.ofSeconds(1),
                        1,
                        Optional.of(folder.resolve("none")));

        assertInstanceOf(Outcome.Refused.class, tests.run(plan, Progress.NONE));
    }

    private ProblemCode refusal(String base, String model) throws InterruptedException {
        var plan =
                new LoadPlan(URI.create(base), model, Duration.ofMillis(300), 2, Optional.empty());
        return assertInstanceOf(Outcome.Refused.class, tests.run(plan, Progress.NONE))
                .problem()
                .code();
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(var problem) -> throw new AssertionError(problem);
        };
    }

    private LoadPlan plan(String model, Duration duration) {
        return new LoadPlan(URI.create(base()), model, duration, 2, Optional.empty());
    }

    private String base() {
        return "http://127.0.0.1:" + gateway.port();
    }

    private void load(String name, Path file) throws IOException {
        assertInstanceOf(Outcome.Done.class, runtime.load(name, "r", file, 1));
    }
}
