package io.casemate.views;

import io.casemate.engine.attention.AttentionItem;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.Accelerator;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.Hardware;
import io.casemate.engine.fleet.Host;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.fleet.HostLoad;
import io.casemate.engine.fleet.Order;
import io.casemate.engine.fleet.Placement;
import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.models.ModelFacts;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import io.casemate.engine.problem.ReportedCode;
import io.casemate.engine.tasks.Task;
import io.casemate.engine.tasks.TaskId;
import io.casemate.engine.telemetry.LatencyPoint;
import io.casemate.engine.telemetry.LatencyView;
import io.casemate.engine.telemetry.Percentiles;
import io.casemate.engine.telemetry.SeriesId;
import io.casemate.engine.units.Bytes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Snapshots for tests of screens: empty, typical, large, failing.
public final class Fixtures {
    /// When every fixture was taken.
    public static final Instant NOW = Instant.parse("2026-03-02T10:15:30Z");

    private static final int MINUTES_5 = 300;

    private Fixtures() {}

    public static FakeRooms empty() {
        var rooms = new FakeRooms();
        rooms.hosts.update(_ -> List.of(host(0, Host.Health.UP, List.of())));
        return rooms;
    }

    /// One machine that serves three models.
    public static FakeRooms typical() {
        FakeRooms rooms = empty();
        rooms.registry.update(_ -> new Registry(List.of(variant(), parent())));
        rooms.deployments.update(_ ->
                List.of(
                        deployment("fraud-score", Deployment.State.SERVING),
                        deployment("magika", Deployment.State.SERVING),
                        deployment("magika-int8", Deployment.State.LOADING)));
        rooms.placements.update(
                _ -> rooms.deployments.latest().stream().map(Fixtures::placement).toList());
        rooms.latencies.update(_ -> latencies(rooms.deployments.latest()));
        rooms.ledger.fill(42);
        rooms.tasks.update(_ -> List.of(running(), done()));
        return rooms;
    }

    /// A thousand machines and deployments, a ledger of a thousand entries.
    public static FakeRooms large() {
        FakeRooms rooms = typical();
        rooms.hosts.update(_ ->
                IntStream.range(0, 1_000)
                        .mapToObj(i ->
                                host(
                                        i,
                                        i % 97 == 5 ? Host.Health.DOWN : Host.Health.UP,
                                        i % 3 == 0 ? List.of(gpu()) : List.of()))
                        .toList());
        rooms.deployments.update(_ ->
                IntStream.range(0, 1_000)
                        .mapToObj(i ->
                                deployment("model-%04d".formatted(i), Deployment.State.SERVING))
                        .toList());
        rooms.latencies.update(_ -> latencies(rooms.deployments.latest()));
        rooms.ledger.fill(1_000);
        return rooms;
    }

    /// The agent is down, a deployment failed, a task was refused, the ledger is damaged.
    public static FakeRooms failing() {
        FakeRooms rooms = typical();
        rooms.hosts.update(_ -> List.of(host(0, Host.Health.DOWN, List.of())));
        rooms.deployments.update(_ ->
                List.of(
                        deployment("fraud-score", Deployment.State.FAILED),
                        deployment("magika", Deployment.State.SERVING)));
        rooms.placements.update(
                _ -> rooms.deployments.latest().stream().map(Fixtures::placement).toList());
        rooms.latencies.update(_ -> latencies(rooms.deployments.latest()));
        rooms.attention.update(_ -> attention());
        rooms.tasks.update(_ -> List.of(refused(), done()));
        rooms.ledger.problem =
                Optional.of(
                        new Problem(
                                new ReportedCode("LEDGER-004", ProblemCode.Kind.ENVIRONMENT),
                                "Entry 17 of the ledger does not hold.",
                                "Its leaf hash is 3f1a90c2… and the file says 77b0e1d4….",
                                "Keep the data folder as it is and restore the ledger from a backup."));
        return rooms;
    }

    public static Host host(int number, Host.Health health, List<Accelerator> accelerators) {
        var hardware =
                new Hardware(
                        "Debian GNU/Linux 12",
                        "amd64",
                        "AMD EPYC 9354P 32-Core Processor",
                        32,
                        64,
                        List.of("AVX2", "AVX512F", "AVX512-VNNI", "AVX512-BF16"),
                        Bytes.gibibytes(256),
                        accelerators);
        List<HostLoad> history =
                IntStream.range(0, MINUTES_5)
                        .mapToObj(i -> load(number, MINUTES_5 - 1 - i))
                        .toList();
        return new Host(
                number == 0 ? HostId.THIS_MACHINE : new HostId("host-" + number),
                number == 0 ? "this machine" : "rack-%02d-%02d".formatted(number / 40, number % 40),
                hardware,
                health,
                NOW.minusSeconds(4_000),
                health == Host.Health.UP ? Optional.of(history.getLast()) : Optional.empty(),
                health == Host.Health.UP ? history : List.of(),
                health == Host.Health.UP ? Optional.of(48_213L) : Optional.empty());
    }

    private static HostLoad load(int number, int secondsAgo) {
        double wave = Math.sin((secondsAgo + 40 * number) / 17.0);
        return new HostLoad(
                NOW.minusSeconds(secondsAgo),
                0.34 + 0.16 * wave,
                Bytes.mebibytes(98_000 + Math.round(4_000 * wave)),
                Bytes.mebibytes(412));
    }

    private static Accelerator gpu() {
        return new Accelerator("NVIDIA", "L40S", Optional.of(Bytes.gibibytes(48)));
    }

    public static Deployment deployment(String name, Deployment.State state) {
        boolean serves = state == Deployment.State.SERVING;
        return new Deployment(
                new DeploymentId(name),
                new ModelName("magika"),
                variant().id(),
                2,
                HostId.THIS_MACHINE,
                state,
                NOW.minusSeconds(900),
                serves ? Optional.of(URI.create("http://127.0.0.1:8080")) : Optional.empty(),
                state == Deployment.State.FAILED
                        ? Optional.of(FakeRooms.REFUSAL)
                        : Optional.empty(),
                Optional.empty());
    }

    private static Placement placement(Deployment deployment) {
        return new Placement(
                new Order(
                        deployment.id(),
                        deployment.revision().digest(),
                        deployment.model().text(),
                        Path.of("/models/model.onnx"),
                        deployment.desiredReplicas(),
                        Optional.empty()),
                deployment.host(),
                switch (deployment.state()) {
                    case PENDING -> Placement.State.PENDING;
                    case LOADING -> Placement.State.LOADING;
                    case SERVING -> Placement.State.SERVING;
                    case FAILED -> Placement.State.FAILED;
                },
                deployment.since(),
                deployment.endpoint(),
                deployment.problem());
    }

    private static Map<SeriesId, LatencyView> latencies(List<Deployment> deployments) {
        return deployments.stream()
                .filter(deployment -> deployment.state() == Deployment.State.SERVING)
                .map(deployment -> latency(deployment.id().text()))
                .collect(Collectors.toMap(LatencyView::series, Function.identity()));
    }

    public static LatencyView latency(String name) {
        List<LatencyPoint> points =
                IntStream.range(0, MINUTES_5).mapToObj(i -> point(i, name.length())).toList();
        Percentiles minute = percentiles(name.length(), 24_900);
        return new LatencyView(
                new SeriesId(name),
                points,
                minute,
                percentiles(1, 24_900),
                percentiles(name.length() - 1, 24_900),
                415.2,
                0.0004,
                1_204_113,
                481,
                NOW.minusSeconds(1));
    }

    private static LatencyPoint point(int second, int level) {
        boolean isGap = second > 80 && second < 90;
        double wave = level + Math.sin(second / 9.0);
        return new LatencyPoint(
                NOW.getEpochSecond() - MINUTES_5 + 1 + second,
                isGap,
                isGap ? 0 : 415,
                0,
                isGap ? Percentiles.NONE : percentiles(wave, 415),
                isGap ? Percentiles.NONE : percentiles(1, 415),
                isGap ? Percentiles.NONE : percentiles(wave - 1, 415));
    }

    private static Percentiles percentiles(double level, long count) {
        double base = 180 * level;
        return new Percentiles(count, base, base * 1.6, base * 2.3, base * 5, base * 1.1);
    }

    public static Revision parent() {
        return revision(
                "magika parent",
                Bytes.mebibytes(12),
                new Origin.Imported("magika.onnx"),
                NOW.minusSeconds(3_600));
    }

    /// Another variant of the same parent.
    public static Revision named(String seed) {
        return revision(seed, new Bytes(2_100_000), variant().origin(), NOW.minusSeconds(2_400));
    }

    public static Revision variant() {
        var card =
                new QuantizationCard(
                        "dynamic-int8",
                        14,
                        new Bytes(3_400_000),
                        Bytes.mebibytes(12),
                        new Accuracy(
                                38.4,
                                0.99991,
                                0.021,
                                "golden set (500 samples)",
                                500,
                                OptionalDouble.of(0.982),
                                OptionalDouble.of(0.980)),
                        new LatencyComparison(412, 655, 400, 1));
        return revision(
                "magika int8",
                new Bytes(3_400_000),
                new Origin.Quantized(parentId(), card),
                NOW.minusSeconds(1_800));
    }

    private static RevisionId parentId() {
        return new RevisionId(FakeLedger.digest("magika parent"));
    }

    private static Revision revision(String seed, Bytes bytes, Origin origin, Instant created) {
        SortedMap<String, Long> opsets = new TreeMap<>(Map.of("", 17L));
        SortedMap<String, Long> operators =
                new TreeMap<>(Map.of("MatMul", 14L, "Gemm", 2L, "Relu", 12L, "Softmax", 1L));
        return new Revision(
                new RevisionId(FakeLedger.digest(seed)),
                new ModelName("magika"),
                Stage.VERIFIED,
                bytes,
                created,
                origin,
                new ModelFacts(
                        8, opsets, "pytorch 2.1", 29, 3_104_233, operators, List.of(), List.of()),
                Optional.of(FakeLedger.digest("golden")));
    }

    public static Task running() {
        return new Task(
                new TaskId(3),
                "quantize",
                "Quantize magika to dynamic-int8",
                "Comparing 312 of 500 golden samples",
                0.62,
                Task.State.RUNNING,
                NOW.minusSeconds(14),
                Optional.empty(),
                Optional.empty());
    }

    public static Task done() {
        return new Task(
                new TaskId(2),
                "import",
                "Import magika.onnx",
                "Admitted 9c1f04ab22d1",
                1,
                Task.State.DONE,
                NOW.minusSeconds(90),
                Optional.of(NOW.minusSeconds(80)),
                Optional.empty());
    }

    public static Task refused() {
        return new Task(
                new TaskId(4),
                "import",
                "Import broken.onnx",
                "Reading the graph",
                0.4,
                Task.State.REFUSED,
                NOW.minusSeconds(20),
                Optional.of(NOW.minusSeconds(19)),
                Optional.of(FakeRooms.REFUSAL));
    }

    private static List<AttentionItem> attention() {
        return List.of(
                new AttentionItem(
                        AttentionItem.Severity.CRITICAL,
                        AttentionItem.Topic.HOST,
                        "this-machine",
                        "The agent of this machine is down.",
                        "Its process ended with code 137 after 2 h; 3 restarts in 60 s failed.",
                        "Free memory on this machine; the agent is started again in 16 s.",
                        NOW.minusSeconds(42)),
                new AttentionItem(
                        AttentionItem.Severity.WARNING,
                        AttentionItem.Topic.DEPLOYMENT,
                        "fraud-score",
                        "fraud-score does not serve.",
                        "The model file is 812 bytes long and the registry says 4,096.",
                        "Import the model again, then deploy it anew.",
                        NOW.minusSeconds(300)));
    }
}
