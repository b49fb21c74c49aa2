package io.casemate.engine.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.telemetry.LiveLatencies;
import io.casemate.engine.telemetry.SeriesId;
import io.casemate.engine.units.Digest;
import io.casemate.engine.worker.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddedFleetTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final DeploymentId NAME = new DeploymentId("chat");

    @TempDir Path folder;

    private final LiveLatencies latencies = new LiveLatencies(java.time.Clock.systemUTC());
    private EmbeddedFleet fleet;

    @BeforeEach
    void open() {
        fleet = new EmbeddedFleet(config(TestAgent.class), latencies);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void servesWhatIsPlacedUntilItIsWithdrawn() throws Exception {
        fleet.start();

        Placement placement = done(fleet.place(order(NAME, "first"), Progress.NONE));

        assertEquals(Placement.State.SERVING, placement.state());
        assertEquals(List.of(placement), fleet.placements().latest());
        assertEquals("200 first", ask(placement, NAME));
        assertEquals(placement, done(fleet.withdraw(NAME)));
        assertEquals(List.of(), fleet.placements().latest());
        assertEquals("404 none", ask(placement, NAME));
    }

    @Test
    void refusesToWithdrawWhatIsNotPlaced() throws Exception {
        fleet.start();

        assertEquals("FLEET-009", refusal(fleet.withdraw(NAME)).code().id());
    }

    @Test
    void refusesToPlaceBeforeItIsStarted() throws Exception {
        assertEquals(
                "FLEET-006", refusal(fleet.place(order(NAME, "m"), Progress.NONE)).code().id());
    }

    @Test
    void bringsAKilledAgentBackWithItsOrdersOnTheSamePort() throws Exception {
        fleet.start();
        Placement before = done(fleet.place(order(NAME, "first"), Progress.NONE));
        Host host = fleet.hosts().latest().getFirst();
        var wentDown =
                CompletableFuture.supplyAsync(
                        () -> await(hosts -> hosts.getFirst().health() == Host.Health.DOWN));

        ProcessHandle.of(host.agentPid().orElseThrow()).orElseThrow().destroyForcibly();

        wentDown.get(30, TimeUnit.SECONDS);
        List<Placement> after =
                Await.first(
                        fleet.placements(),
                        LONGEST,
                        all ->
                                all.getFirst().state() == Placement.State.SERVING
                                        && all.getFirst().since().isAfter(before.since()));
        assertEquals(before.endpoint(), after.getFirst().endpoint());
        assertEquals("200 first", ask(after.getFirst(), NAME));
        assertFalse(fleet.hosts().latest().getFirst().agentPid().equals(host.agentPid()));
    }

    @Test
    void givesUpOnTheOneOrderThatEndsTheAgent() throws Exception {
        fleet.restore(order(new DeploymentId("bad"), TestAgent.CRASHES));
        fleet.restore(order(new DeploymentId("good"), "fine"));

        fleet.start();

        List<Placement> all =
                Await.first(
                        fleet.placements(),
                        Duration.ofSeconds(60),
                        list ->
                                list.getFirst().state() == Placement.State.FAILED
                                        && list.getLast().state() == Placement.State.SERVING);
        Problem problem = all.getFirst().problem().orElseThrow();
        assertEquals("FLEET-005", problem.code().id());
        assertTrue(problem.why().contains("about to crash"), problem.why());
        assertEquals("200 fine", ask(all.getLast(), new DeploymentId("good")));
    }

    @Test
    void refusesContentThatIsNotWhatWasOrdered() throws Exception {
        fleet.start();
        Order order = order(NAME, "first");
        Files.writeString(order.modelFile(), "tampered");

        Problem problem = refusal(fleet.place(order, Progress.NONE));

        assertEquals("FLEET-001", problem.code().id());
        assertEquals(List.of(), fleet.placements().latest());
    }

    @Test
    void keepsThePreviousRevisionWhenItsSuccessorIsRefused() throws Exception {
        fleet.start();
        Placement first = done(fleet.place(order(NAME, "first"), Progress.NONE));

        Problem problem = refusal(fleet.place(order(NAME, TestAgent.REFUSED), Progress.NONE));

        assertEquals("TEST-001", problem.code().id());
        assertEquals(List.of(first), fleet.placements().latest());
        assertEquals("200 first", ask(first, NAME));
    }

    @Test
    void leavesNoPlacementOfAnInterruptedOrder() throws Exception {
        fleet.start();
        var placing =
                new FutureTask<>(() ->
                        assertThrows(
                                InterruptedException.class,
                                () -> fleet.place(order(NAME, TestAgent.HANGS), Progress.NONE)));
        Thread thread = Thread.ofVirtual().start(placing);
        Await.first(
                fleet.placements(),
                LONGEST,
                all -> all.stream().anyMatch(p -> p.state() == Placement.State.LOADING));

        thread.interrupt();

        placing.get(10, TimeUnit.SECONDS);
        assertEquals(List.of(), fleet.placements().latest());
    }

    @Test
    void goesOnWhenTheAgentPrintsGarbage() throws Exception {
        fleet.start();

        Placement placement = done(fleet.place(order(NAME, TestAgent.PRINTS), Progress.NONE));

        assertEquals(Placement.State.SERVING, placement.state());
        assertTrue(
                Files.readString(folder.resolve("agent.log")).contains("FLEET-010"),
                "garbage is in the log");
    }

    @Test
    void refusesWhenTheAgentDoesNotComeUp() throws Exception {
        fleet = new EmbeddedFleet(config(NeverUp.class), latencies);
        fleet.start();

        Problem problem = refusal(fleet.place(order(NAME, "first"), Progress.NONE));

        assertEquals("FLEET-004", problem.code().id());
        assertTrue(problem.why().contains("this agent cannot start"), problem.why());
        assertEquals(Host.Health.DOWN, fleet.hosts().latest().getFirst().health());
    }

    @Test
    void endsItsAgentWhenItIsClosed() throws Exception {
        fleet.start();
        long pid = await(hosts -> isUp(hosts)).getFirst().agentPid().orElseThrow();

        fleet.close();

        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        assertEquals(Host.Health.OFFLINE, fleet.hosts().latest().getFirst().health());
    }

    @Test
    void reportsLoadAndLatencies() throws Exception {
        fleet.start();
        done(fleet.place(order(NAME, "first"), Progress.NONE));

        HostLoad load =
                await(hosts -> hosts.getFirst().history().size() > 1)
                        .getFirst()
                        .load()
                        .orElseThrow();

        assertTrue(load.agentMemory().count() > 1 << 20, load.toString());
        assertTrue(load.memoryUsed().compareTo(load.agentMemory()) > 0, load.toString());
        Await.first(latencies.live(), LONGEST, all -> all.containsKey(new SeriesId(NAME.text())));
    }

    @Test
    void takesTheLastPortAgainAtTheNextStart() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Files.writeString(folder.resolve("agent.port"), Integer.toString(port));
        fleet = new EmbeddedFleet(config(TestAgent.class), latencies);
        fleet.start();

        Placement placement = done(fleet.place(order(NAME, "first"), Progress.NONE));

        assertEquals(port, placement.endpoint().map(URI::getPort).orElseThrow());
    }

    @Test
    void leavesNoAgentBehindWhenTheConsoleIsKilled() throws Exception {
        Process console = new ProcessBuilder(consoleCommand()).start();
        ProcessHandle agent;
        try (BufferedReader output = console.inputReader(StandardCharsets.UTF_8)) {
            agent = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
        } finally {
            console.destroyForcibly();
        }

        agent.onExit().get(5, TimeUnit.SECONDS);

        assertFalse(agent.isAlive());
    }

    private List<String> consoleCommand() {
        return new JavaCommand(TestConsole.class.getName(), folder)
                .line(
                        io.casemate.engine.units.Bytes.mebibytes(64),
                        List.of(),
                        List.of(folder.toString()));
    }

    private EmbeddedFleetConfig config(Class<?> main) {
        return EmbeddedFleetConfig.of(new JavaCommand(main.getName(), folder), List.of(), folder)
                .withRestarts(List.of(Duration.ofMillis(50)));
    }

    private Order order(DeploymentId name, String model) throws IOException {
        Path file = Files.createDirectories(folder.resolve("store").resolve(model));
        Path modelFile = Files.writeString(file.resolve("model.onnx"), model);
        return new Order(
                name,
                Digest.of(model.getBytes(StandardCharsets.UTF_8)),
                model,
                modelFile,
                1,
                Optional.empty());
    }

    private List<Host> await(java.util.function.Predicate<List<Host>> wanted) {
        try {
            return Await.first(fleet.hosts(), LONGEST, h -> !h.isEmpty() && wanted.test(h));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isUp(List<Host> hosts) {
        return hosts.getFirst().health() == Host.Health.UP;
    }

    private static String ask(Placement placement, DeploymentId name) throws Exception {
        URI address = placement.endpoint().orElseThrow().resolve("/" + name);
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem) -> throw new AssertionError(problem);
        };
    }

    private static Problem refusal(Outcome<?> outcome) {
        return assertInstanceOf(Outcome.Refused.class, outcome).problem();
    }

    /// An agent that ends at once.
    public static final class NeverUp {
        public static void main(String[] arguments) {
            System.err.println("this agent cannot start");
            System.exit(1);
        }
    }
}
