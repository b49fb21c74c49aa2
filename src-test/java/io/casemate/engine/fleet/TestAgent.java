package io.casemate.engine.fleet;

import com.sun.net.httpserver.HttpServer;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode.Kind;
import io.casemate.engine.problem.ReportedCode;
import io.casemate.engine.telemetry.Second;
import io.casemate.engine.telemetry.SeriesId;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;

/// The main class of an agent whose models are their names: it answers a request for `/NAME` with
/// the model that serves under it. Some names of models make it misbehave.
public final class TestAgent implements AgentDuties {
    static final String CRASHES = "crashes";
    static final String REFUSED = "refused";
    static final String HANGS = "hangs";
    static final String PRINTS = "prints";

    private final Map<DeploymentId, Order> served = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final PrintStream line;

    private TestAgent(int port, PrintStream line) throws IOException {
        this.line = line;
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(
                "/",
                exchange -> {
                    var id = new DeploymentId(exchange.getRequestURI().getPath().substring(1));
                    Order order = served.get(id);
                    byte[] body =
                            (order == null ? "none" : order.model())
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(order == null ? 404 : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream line = System.out;
        System.setOut(System.err);
        int port = Integer.parseInt(arguments[arguments.length - 1]);
        var agent = new TestAgent(port, line);
        System.exit(AgentSession.run(agent, System.in, line));
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public Outcome<?> load(Order order) {
        switch (order.model()) {
            case CRASHES -> {
                System.err.println("about to crash");
                Runtime.getRuntime().halt(3);
            }
            case HANGS -> hang();
            case PRINTS -> line.println("{\"kind\":\"nonsense\"}\nno json at all");
            case REFUSED -> {
                return Outcome.refused(
                        new Problem(new ReportedCode("TEST-001", Kind.REQUEST), "w", "y", "r"));
            }
            default -> System.err.println("loading " + order.model());
        }
        served.put(order.deployment(), order);
        return Outcome.done(order);
    }

    @Override
    public void unload(DeploymentId deployment) {
        served.remove(deployment);
    }

    @Override
    public CaptureDuties captures() {
        return new NoCaptures();
    }

    @Override
    public List<Second> measured(long epochSecond) {
        return served.keySet().stream()
                .map(id ->
                        new Second(
                                new SeriesId(id.text()),
                                epochSecond,
                                0,
                                0,
                                new Histogram(3),
                                new Histogram(3),
                                new Histogram(3)))
                .toList();
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
