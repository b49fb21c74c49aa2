package io.casemate.engine.runtime;

import static io.casemate.engine.runtime.TinyModels.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.casemate.engine.onnx.ElementType;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.telemetry.Second;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.SeededInputs;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrtRuntimeTest {
    private static final long[] ROW = {1, 4};
    private static final long FOREVER = 1L << 60;

    @TempDir private Path folder;

    private final OrtRuntime runtime =
            new OrtRuntime(new RuntimeConfig(4, Duration.ofSeconds(20), 2));

    @AfterEach
    void close() {
        runtime.close();
        assertEquals(runtime.handles().openedInAll(), runtime.handles().closedInAll());
    }

    @Test
    void offersAModelWithItsPorts() throws IOException {
        Outcome<Served> served = runtime.load("m", "r1", TinyModels.scaleAnyBatch(folder, 2), 2);

        var ports = List.of(-1L, 4L);
        assertEquals(
                Outcome.done(
                        new Served(
                                "m",
                                "r1",
                                List.of(new Port("x", Datatype.FP32, ports)),
                                List.of(new Port("y", Datatype.FP32, ports)),
                                2)),
                served);
        assertEquals(served, Outcome.done(runtime.find("m").orElseThrow()));
    }

    @Test
    void answersEachRequestFromItsOwnValuesWhereShapesRepeat() throws Exception {
        loaded("m", TinyModels.scale(folder, 2));

        float[] first = run("m", tensor("x", ROW, 1, 2, 3, 4));
        float[] second = run("m", tensor("x", ROW, 5, 6, 7, 8));

        assertArrayEquals(new float[] {2, 4, 6, 8}, first);
        assertArrayEquals(new float[] {10, 12, 14, 16}, second);
    }

    @Test
    void answersShapesThatChangeFromRequestToRequest() throws Exception {
        loaded("m", TinyModels.scaleAnyBatch(folder, 3));

        for (int batch : new int[] {1, 3, 1, 20_000, 2, 0}) {
            float[] values = new float[batch * 4];
            float[] expected = new float[batch * 4];
            for (int i = 0; i < values.length; i++) {
                values[i] = i;
                expected[i] = 3f * i;
            }

            assertArrayEquals(expected, run("m", tensor("x", new long[] {batch, 4}, values)));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {
                "FLOAT",
                "DOUBLE",
                "FLOAT16",
                "BFLOAT16",
                "BOOL",
                "UINT8",
                "INT8",
                "INT16",
                "INT32",
                "INT64",
                "STRING"
            })
    void carriesElementsOfEveryTypeUnchanged(ElementType type) throws Exception {
        Served served = loaded("m", TinyModels.identity(folder, type));
        List<Tensor> inputs = SeededInputs.of(served.inputs(), 9, 1);

        Tensor output = done(runtime.infer("m", inputs, List.of())).outputs().getFirst();

        assertEquals(inputs.getFirst().datatype(), output.datatype());
        assertArrayEquals(inputs.getFirst().shape(), output.shape());
        assertEquals(inputs.getFirst().data(), output.data());
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"UINT16", "UINT32", "UINT64"})
    void refusesToLoadInputsThatRequestsCannotCarry(ElementType type) throws IOException {
        Path file = TinyModels.identity(folder, type);

        assertEquals(RuntimeProblem.UNSUPPORTED_PORT, refusal(runtime.load("m", "r", file, 1)));
    }

    @Test
    void takesInputsInAnyOrderAndAnswersTheWantedOutputsInTheirs() throws Exception {
        loaded("two", TinyModels.sumAndDifference(folder));
        Tensor a = tensor("a", new long[] {2}, 5, 7);
        Tensor b = tensor("b", new long[] {2}, 1, 2);

        List<Tensor> outputs =
                done(runtime.infer("two", List.of(b, a), List.of("difference", "sum"))).outputs();
        List<Tensor> one = done(runtime.infer("two", List.of(a, b), List.of("sum"))).outputs();

        assertEquals(List.of("difference", "sum"), outputs.stream().map(Tensor::name).toList());
        assertArrayEquals(new float[] {4, 5}, TinyModels.floats(outputs.get(0)));
        assertArrayEquals(new float[] {6, 9}, TinyModels.floats(outputs.get(1)));
        assertEquals(1, one.size());
        assertArrayEquals(new float[] {6, 9}, TinyModels.floats(one.getFirst()));
    }

    static Stream<Arguments> misfits() {
        Tensor good = tensor("x", ROW, 1, 2, 3, 4);
        ByteBuffer three = good.data().duplicate().limit(12);
        return Stream.of(
                arguments("no input", List.of(), List.of()),
                arguments("unknown input", List.of(tensor("z", ROW, 1, 2, 3, 4)), List.of()),
                arguments("input twice", List.of(good, good), List.of()),
                arguments("one input too many", List.of(good, tensor("z", 1L)), List.of()),
                arguments("other datatype", List.of(tensor("x", 1, 2, 3, 4)), List.of()),
                arguments(
                        "other rank", List.of(tensor("x", new long[] {4}, 1, 2, 3, 4)), List.of()),
                arguments(
                        "other size", List.of(tensor("x", new long[] {1, 3}, 1, 2, 3)), List.of()),
                arguments("negative size", List.of(shaped(-1, -4)), List.of()),
                arguments("size that overflows", List.of(shaped(1L << 62, 4)), List.of()),
                arguments(
                        "too little data",
                        List.of(new Tensor("x", Datatype.FP32, ROW, three)),
                        List.of()),
                arguments("unknown output", List.of(good), List.of("z")),
                arguments("output twice", List.of(good), List.of("y", "y")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misfits")
    void refusesWhatDoesNotFitTheModel(String what, List<Tensor> inputs, List<String> outputs)
            throws Exception {
        loaded("m", TinyModels.scaleAnyBatch(folder, 2));

        assertEquals(
                RuntimeProblem.DOES_NOT_FIT, refusal(runtime.infer("m", inputs, outputs)), what);
    }

    @Test
    void refusesStringsWhoseLengthsLie() throws Exception {
        loaded("m", TinyModels.identity(folder, ElementType.STRING));
        ByteBuffer lying = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        lying.putInt(0, 1 << 30);
        var input = new Tensor("x", Datatype.BYTES, new long[] {2}, lying);

        assertEquals(
                RuntimeProblem.DOES_NOT_FIT,
                refusal(runtime.infer("m", List.of(input), List.of())));
    }

    @Test
    void refusesValuesThatTheModelCannotRunOnAndGoesOn() throws Exception {
        loaded("m", TinyModels.lookUp(folder));

        ProblemCode code = refusal(runtime.infer("m", List.of(tensor("x", 0, 99)), List.of()));

        assertEquals(RuntimeProblem.RUN_FAILED, code);
        assertArrayEquals(new float[] {7, 5}, run("m", tensor("x", 1, 0)));
    }

    @Test
    void refusesAFileThatIsNoModel() throws IOException {
        Path file = Files.writeString(folder.resolve("garbage.onnx"), "no model");

        assertEquals(RuntimeProblem.NOT_LOADED, refusal(runtime.load("m", "r", file, 2)));
        assertEquals(List.of(), runtime.list());
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 60, 500, 4000})
    void warmsModelsThatNeedLongInputs(long index) throws IOException {
        Path file = TinyModels.elementAt(folder, index);

        assertInstanceOf(Outcome.Done.class, runtime.load("m", "r", file, 1));
    }

    @Test
    void refusesAModelThatRunsOnNoSeededInput() throws IOException {
        Path file = TinyModels.elementAt(folder, 1_000_000_000);

        assertEquals(RuntimeProblem.NOT_WARMED, refusal(runtime.load("m", "r", file, 1)));
        assertEquals(List.of(), runtime.list());
    }

    @Test
    void keepsTheModelThatServesWhenItsReplacementIsRefused() throws Exception {
        loaded("m", TinyModels.scale(folder, 2));

        runtime.load("m", "r2", Files.writeString(folder.resolve("g.onnx"), "no model"), 1);

        assertArrayEquals(new float[] {2, 4, 6, 8}, run("m", tensor("x", ROW, 1, 2, 3, 4)));
    }

    @Test
    void refusesANameThatIsNotServed() throws Exception {
        loaded("m", TinyModels.scale(folder, 2));
        runtime.unload("m");

        assertEquals(
                RuntimeProblem.UNKNOWN_MODEL, refusal(runtime.infer("m", List.of(), List.of())));
        assertEquals(List.of(), runtime.list());
    }

    @Test
    void stopsARunAtItsDeadlineAndGoesOn() throws Exception {
        loaded("turns", TinyModels.turns(folder));

        ProblemCode code =
                assertTimeout(
                        Duration.ofSeconds(5), () -> refusal(endless(Duration.ofMillis(200))));

        assertEquals(RuntimeProblem.TOO_LATE, code);
        assertArrayEquals(new float[] {1}, run("turns", tensor("n", 3)));
    }

    @Test
    void refusesWhatTheQueueCannotHoldWithItsLength() throws Exception {
        loaded("turns", TinyModels.turns(folder));
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
        var answers = new ExecutorCompletionService<Outcome<InferResult>>(clients);
        for (int i = 0; i < 10; i++) {
            answers.submit(() -> endless(Duration.ofSeconds(20)));
        }

        // One runs and four wait, so at least five come back at once.
        for (int i = 0; i < 5; i++) {
            Outcome<InferResult> answer = answers.take().get();

            assertEquals(RuntimeProblem.QUEUE_FULL, refusal(answer));
            assertTrue(answer.toString().contains("and 4 may"), answer.toString());
        }
        clients.shutdownNow();
        assertTrue(clients.awaitTermination(10, TimeUnit.SECONDS));
    }

    @Test
    void givesTheSessionBackWhenTheCallerIsInterrupted() throws Exception {
        loaded("turns", TinyModels.turns(folder));
        var interrupted = new CountDownLatch(1);
        Thread caller =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                endless(Duration.ofSeconds(20));
                            } catch (InterruptedException _) {
                                interrupted.countDown();
                            }
                        });

        caller.interrupt();

        assertTrue(interrupted.await(5, TimeUnit.SECONDS));
        assertTimeout(Duration.ofSeconds(5), () -> run("turns", tensor("n", 1)));
    }

    @Test
    void answersManyClientsFromTheirOwnValues() throws Exception {
        try (var wide = new OrtRuntime(RuntimeConfig.standard());
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            assertInstanceOf(
                    Outcome.Done.class, wide.load("m", "r", TinyModels.scale(folder, 2), 2));
            List<Callable<Integer>> work =
                    IntStream.range(0, 64)
                            .<Callable<Integer>>mapToObj(i -> () -> right(wide, i))
                            .toList();

            int right = 0;
            for (Future<Integer> client : clients.invokeAll(work)) {
                right += client.get();
            }

            assertEquals(64 * 100, right);
        }
    }

    @Test
    void replacesAModelUnderLoadWithoutLosingARequest() throws Exception {
        loaded("m", TinyModels.scale(folder, 2));
        Path[] files = {TinyModels.scale(folder, 3), TinyModels.scale(folder, 4)};
        var wrong = new ConcurrentLinkedQueue<String>();
        var stop = new CountDownLatch(1);
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                clients.submit(() -> loadUntil(stop, wrong));
            }
            for (int i = 0; i < 30; i++) {
                loaded("m", files[i % 2]);
            }
            stop.countDown();
        }

        assertEquals(List.of(), List.copyOf(wrong));
        assertTrue(runtime.totals().getFirst().executed() > 30, "load was sent");
        assertArrayEquals(new float[] {4, 8, 12, 16}, run("m", tensor("x", ROW, 1, 2, 3, 4)));
    }

    @Test
    void closesEveryNativeHandleItOpened() throws Exception {
        Path[] files = {
            TinyModels.scale(folder, 2),
            TinyModels.scaleAnyBatch(folder, 2),
            TinyModels.scaleAnyBatch(folder, 3)
        };
        for (int i = 0; i < 50; i++) {
            String name = "m" + i % 2;
            loaded(name, files[i % files.length]);
            run(name, tensor("x", ROW, 1, 2, 3, 4));
            runtime.infer(name, List.of(tensor("x", 1)), List.of());
            if (i % 3 == 0) {
                runtime.unload(name);
            }
        }
        runtime.unload("m0");
        runtime.unload("m1");

        assertTrue(runtime.handles().openedInAll() > 200, "handles were counted");
        assertEquals(runtime.handles().openedInAll(), runtime.handles().closedInAll());
    }

    @Test
    void measuresEachSecondByItself() throws Exception {
        loaded("m", TinyModels.scale(folder, 2));
        for (int i = 0; i < 5; i++) {
            run("m", tensor("x", ROW, 1, 2, 3, 4));
            runtime.recordAnswer("m", 1_000_000, false);
        }
        runtime.recordAnswer("m", 2_000_000, true);

        Second first = runtime.drainSecond(7).getFirst();
        Second second = runtime.drainSecond(8).getFirst();

        assertEquals("m", first.series().text());
        assertEquals(7, first.epochSecond());
        assertEquals(
                List.of(6L, 1L, 6L, 5L, 5L),
                List.of(
                        first.requests(),
                        first.errors(),
                        first.total().getTotalCount(),
                        first.queue().getTotalCount(),
                        first.compute().getTotalCount()));
        assertEquals(2_000_000, first.total().getMaxValue(), 2_000);
        assertEquals(0, second.requests());
        assertEquals(0, second.errors());
    }

    private Served loaded(String name, Path file) {
        return done(runtime.load(name, "r", file, 1));
    }

    private float[] run(String name, Tensor input) throws InterruptedException {
        return TinyModels.floats(
                done(runtime.infer(name, List.of(input), List.of())).outputs().getFirst());
    }

    private Outcome<InferResult> endless(Duration deadline) throws InterruptedException {
        return runtime.infer("turns", List.of(tensor("n", FOREVER)), List.of(), deadline);
    }

    private static int right(OrtRuntime runtime, int client) throws InterruptedException {
        int right = 0;
        for (int i = 0; i < 100; i++) {
            float value = client * 100 + i;
            Tensor input = tensor("x", ROW, value, value, value, value);
            Tensor output =
                    done(runtime.infer("m", List.of(input), List.of())).outputs().getFirst();
            right += TinyModels.floats(output)[3] == 2 * value ? 1 : 0;
        }
        return right;
    }

    private Void loadUntil(CountDownLatch stop, ConcurrentLinkedQueue<String> wrong)
            throws InterruptedException {
        while (stop.getCount() > 0) {
            switch (runtime.infer("m", List.of(tensor("x", ROW, 1, 1, 1, 1)), List.of())) {
                case Outcome.Done<InferResult>(InferResult result) -> {
                    float value = TinyModels.floats(result.outputs().getFirst())[0];
                    if (value < 2 || value > 4) {
                        wrong.add("answered " + value);
                    }
                }
                case Outcome.Refused<InferResult>(var problem) -> wrong.add(problem.toString());
            }
        }
        return null;
    }

    private static Tensor shaped(long... shape) {
        return new Tensor("x", Datatype.FP32, shape, tensor("x", ROW, 1, 2, 3, 4).data());
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(var problem) -> throw new AssertionError(problem);
        };
    }

    private static ProblemCode refusal(Outcome<?> outcome) {
        return assertInstanceOf(Outcome.Refused.class, outcome).problem().code();
    }
}
