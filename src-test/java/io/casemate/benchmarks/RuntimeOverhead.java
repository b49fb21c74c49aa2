package io.casemate.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.casemate.assets.demo.DemoModel;
import io.casemate.engine.bench.HttpLoadTests;
import io.casemate.engine.bench.LoadPlan;
import io.casemate.engine.gateway.Gateway;
import io.casemate.engine.gateway.GatewayConfig;
import io.casemate.engine.golden.GoldenSets;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.runtime.OrtRuntime;
import io.casemate.engine.runtime.RuntimeConfig;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.SeededInputs;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// Measures what the agent's path costs over a bare `OrtSession.run`, in alternating blocks on the
/// demo model at batch 1: called in the process from both kinds of thread, and over HTTP by one
/// client. Then, when asked, what a closed loop of clients gets through. Run by hand:
/// `RuntimeOverhead [seconds of load; 0: none]`.
public final class RuntimeOverhead {
    private static final int BLOCKS = 100;
    private static final int WARM_BLOCKS = 60;
    private static final int CALLS = 100;
    private static final int CLIENTS = 8;

    private final OrtRuntime runtime;
    private final Tensor input;
    private final HttpRequest request;
    private final Histogram bare = new Histogram(3);
    private final Histogram platform = new Histogram(3);
    private final Histogram virtual = new Histogram(3);
    private final Histogram http = new Histogram(3);

    private RuntimeOverhead(OrtRuntime runtime, Tensor input, int port) {
        this.runtime = runtime;
        this.input = input;
        request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/v2/models/demo/infer".formatted(port)))
                        .POST(HttpRequest.BodyPublishers.ofString(body(input)))
                        .build();
    }

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
        Path folder = Files.createTempDirectory("overhead");
        try (var runtime = new OrtRuntime(RuntimeConfig.standard());
                Gateway gateway = Gateway.start(runtime, GatewayConfig.onPort(0))) {
            Path file = DemoModel.create(folder);
            done(runtime.load("demo", "r", file, 1));
            var ports = runtime.find("demo").orElseThrow().inputs();
            Tensor input = SeededInputs.of(ports, 1, 1).getFirst();
            new RuntimeOverhead(runtime, input, gateway.port()).measure(file);
            if (seconds > 0) {
                load(gateway.port(), seconds);
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private void measure(Path file) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions();
                OrtSession session = open(environment, options, file);
                OnnxTensor tensor =
                        OnnxTensor.createTensor(
                                environment, input.data().asFloatBuffer(), input.shape());
                HttpClient client =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WARM_BLOCKS + BLOCKS; i++) {
                if (i == WARM_BLOCKS) {
                    List.of(bare, platform, virtual, http).forEach(Histogram::reset);
                }
                block(bare, () -> runBare(session, tensor));
                block(platform, this::runInProcess);
                workers.submit(() -> block(virtual, this::runInProcess)).get();
                block(http, () -> runOverHttp(client));
            }
        }
        print("bare OrtSession.run, reused tensor", bare);
        print("OrtRuntime.infer from a platform thread", platform);
        print("OrtRuntime.infer from a virtual thread", virtual);
        print("HTTP, one client", http);
    }

    private static OrtSession open(
            OrtEnvironment environment, OrtSession.SessionOptions options, Path file)
            throws OrtException {
        options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
        options.setInterOpNumThreads(1);
        return environment.createSession(file.toString(), options);
    }

    private static boolean block(Histogram histogram, Callable<Boolean> call) throws Exception {
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            boolean isRight = call.call();
            histogram.recordValue(System.nanoTime() - start);
            if (!isRight) {
                throw new IllegalStateException("a call was not answered");
            }
        }
        return true;
    }

    private static boolean runBare(OrtSession session, OnnxTensor tensor) throws OrtException {
        try (OrtSession.Result result = session.run(Map.of("features", tensor))) {
            return result.size() == 1;
        }
    }

    private boolean runInProcess() throws InterruptedException {
        return runtime.infer("demo", List.of(input), List.of()) instanceof Outcome.Done;
    }

    private boolean runOverHttp(HttpClient client) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).statusCode() == 200;
    }

    private void print(String name, Histogram nanos) {
        double over = nanos.getValueAtPercentile(50) - bare.getValueAtPercentile(50);
        System.out.printf(
                "%-42s p50 %8.2f µs (+%.2f)  p90 %8.2f  p99 %8.2f  min %8.2f%n",
                name,
                nanos.getValueAtPercentile(50) / 1e3,
                over / 1e3,
                nanos.getValueAtPercentile(90) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                nanos.getMinValue() / 1e3);
    }

    private static String body(Tensor input) {
        float[] values = new float[(int) input.elements()];
        input.data().duplicate().order(input.data().order()).asFloatBuffer().get(values);
        return """
        {"inputs":[{"name":"features","datatype":"FP32","shape":[1,%d],"data":%s}]}\
        """
                .formatted(values.length, Arrays.toString(values));
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(var problem) ->
                    throw new IllegalStateException(problem.toString());
        };
    }

    private static void load(int port, int seconds) throws InterruptedException {
        var plan =
                new LoadPlan(
                        URI.create("http://127.0.0.1:" + port),
                        "demo",
                        Duration.ofSeconds(seconds),
                        CLIENTS,
                        Optional.empty());
        System.out.println(new HttpLoadTests(GoldenSets::open).run(plan, Progress.NONE));
    }
}
