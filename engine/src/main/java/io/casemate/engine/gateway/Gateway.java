package io.casemate.engine.gateway;

import io.casemate.engine.fleet.CaptureDuties;
import io.casemate.engine.runtime.ModelRuntime;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// The HTTP door of a host, on its loopback address.
///
/// Answers the Open Inference Protocol v2 over REST, Triton's statistics, and Prometheus metrics.
public final class Gateway implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMinutes(5);

    private final WebServer server;
    private final Captures captures;
    private final AtomicBoolean isReady;

    private Gateway(WebServer server, Captures captures, AtomicBoolean isReady) {
        this.server = server;
        this.captures = captures;
        this.isReady = isReady;
    }

    /// Opens the door. Returns once it answers.
    public static Gateway start(ModelRuntime runtime, GatewayConfig config) {
        var isReady = new AtomicBoolean(true);
        var captures = new Captures(runtime);
        var calls = new ModelCalls(runtime, captures, new BoundedBody(config.largestBody()));
        WebServer server =
                WebServer.builder()
                        .address(InetAddress.getLoopbackAddress())
                        .port(config.port())
                        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                        .idleConnectionTimeout(IDLE)
                        .directHandlers(Gateway::answerDirectly)
                        .shutdownGracePeriod(GRACE)
                        .shutdownHook(false)
                        .routing(routing -> route(routing, calls, isReady))
                        .build()
                        .start();
        return new Gateway(server, captures, isReady);
    }

    private static void answerDirectly(DirectHandlers.Builder handlers) {
        for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
            handlers.addHandler(event, Replies::direct);
        }
    }

    private static void route(
            HttpRouting.Builder routing, ModelCalls calls, AtomicBoolean isReady) {
        routing.get("/v2", (_, answer) -> Replies.json(answer, Status.OK_200, Answers.server()))
                .get("/v2/health/live", (_, answer) -> Replies.status(answer, Status.OK_200))
                .get("/livez", (_, answer) -> Replies.status(answer, Status.OK_200))
                .get("/v2/health/ready", (_, answer) -> Replies.ready(answer, isReady.get()))
                .get("/readyz", (_, answer) -> Replies.ready(answer, isReady.get()))
                .get("/metrics", calls::metrics)
                .get("/v2/models/stats", calls::statistics)
                .error(Throwable.class, Replies::failure);
        for (String model :
                new String[] {"/v2/models/{model}", "/v2/models/{model}/versions/{version}"}) {
            routing.get(model, calls::metadata)
                    .get(model + "/ready", calls::ready)
                    .get(model + "/stats", calls::statistics)
                    .post(model + "/infer", calls::infer);
        }
        routing.any(Gateway::unknownAddress);
    }

    private static void unknownAddress(ServerRequest request, ServerResponse answer) {
        Replies.error(
                answer,
                Status.NOT_FOUND_404,
                "Nothing answers %s here.".formatted(request.prologue()));
    }

    public int port() {
        return server.port();
    }

    /// {@return what keeps requests, where there is consent to that}
    public CaptureDuties captures() {
        return captures;
    }

    /// Says that it is not ready, answers what runs, and closes.
    @Override
    public void close() {
        isReady.set(false);
        server.stop();
        captures.close();
    }
}
