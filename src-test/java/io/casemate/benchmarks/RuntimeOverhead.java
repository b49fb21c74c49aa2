package io.casemate.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.casemate.engine.bench.HttpLoadTests;
import io.casemate.engine.bench.LoadPlan;
import io.casemate.engine.gateway.Gateway;
import io.casemate.engine.gateway.GatewayConfig;
import io.casemate.engine.golden.GoldenSets;
import io.casemate.engine.runtime.OrtRuntime;
import io.casemate.engine.runtime.RuntimeConfig;
import io.casemate.engine.runtime.TinyModels;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Tensor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.HdrHistogram.Histogram;

/// Measures what the agent's path costs over a bare `OrtSession.run`, in alternating blocks, on a
/// model that does next to nothing; then what a closed loop of clients gets through over HTTP. Run
/// by hand: `RuntimeOverhead [seconds of load; 0: none]`.
public final class RuntimeOverhead {
    private static final int BLOCKS = 200;
    private static final int WARM_BLOCKS = 100;
    private static final int CALLS = 200;
    private static final int CLIENTS = 8;

    private RuntimeOverhead() {}

    public static void main(String[] arguments)
            throws IOException, OrtException, InterruptedException, ExecutionException {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Path folder = Files.createTempDirectory("overhead");
        Path file = TinyModels.scale(folder, 2);
        try (var runtime = new OrtRuntime(RuntimeConfig.standard())) {
            System.out.println(runtime.load("scale", "r", file, 1));
            overhead(runtime, file);
            if (seconds > 0) {
                load(runtime, seconds);
            }
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    private static void overhead(OrtRuntime runtime, Path file)
            throws OrtException, InterruptedException, ExecutionException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Tensor input = TinyModels.tensor("x", new long[] {1, 4}, 1, 2, 3, 4);
        var bare = new Histogram(3);
        var platform = new Histogram(3);
        var virtual = new Histogram(3);
        try (var options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(file.toString(), options);
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WARM_BLOCKS + BLOCKS; i++) {
                if (i == WARM_BLOCKS) {
                    bare.reset();
                    platform.reset();
                    virtual.reset();
                }
                bareBlock(environment, session, input, bare);
                runtimeBlock(runtime, input, platform);
                workers.submit(
                                () -> {
                                    runtimeBlock(runtime, input, virtual);
                                    return null;
                                })
                        .get();
            }
        }
        print("bare OrtSession.run, fresh tensor, copied output", bare);
        print("OrtRuntime.infer from a platform thread", platform);
        print("OrtRuntime.infer from a virtual thread", virtual);
    }

    private static void bareBlock(
            OrtEnvironment environment, OrtSession session, Tensor input, Histogram histogram)
            throws OrtException {
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            try (OnnxTensor tensor =
                            OnnxTensor.createTensor(
                                    environment, input.data().asFloatBuffer(), input.shape());
                    OrtSession.Result result = session.run(Map.of("x", tensor))) {
                ((OnnxTensor) result.get(0)).getFloatBuffer();
            }
            histogram.recordValue(System.nanoTime() - start);
        }
    }

    private static void runtimeBlock(OrtRuntime runtime, Tensor input, Histogram histogram)
            throws InterruptedException {
        List<Tensor> inputs = List.of(input);
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            runtime.infer("scale", inputs, List.of());
            histogram.recordValue(System.nanoTime() - start);
        }
    }

    private static void print(String name, Histogram nanos) {
        System.out.printf(
                "%-50s p50 %7.2f µs  p90 %7.2f  p99 %7.2f  min %7.2f%n",
                name,
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(90) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                nanos.getMinValue() / 1e3);
    }

    private static void load(OrtRuntime runtime, int seconds) throws InterruptedException {
        try (Gateway gateway = Gateway.start(runtime, GatewayConfig.onPort(0))) {
            var plan =
                    new LoadPlan(
                            URI.create("http://127.0.0.1:" + gateway.port()),
                            "scale",
                            Duration.ofSeconds(seconds),
                            CLIENTS,
                            Optional.empty());
            System.out.println(new HttpLoadTests(GoldenSets::open).run(plan, Progress.NONE));
            System.out.println(runtime.totals());
        }
    }
}
