package io.casemate.engine.bench;

import io.casemate.engine.golden.GoldenException;
import io.casemate.engine.golden.GoldenSet;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.MalformedTensor;
import io.casemate.engine.tensors.Port;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Load over HTTP/1.1, each client with a connection of its own.
public final class HttpLoadTests implements LoadTests {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final GoldenReader golden;

    /// Opens golden sets.
    @FunctionalInterface
    public interface GoldenReader {
        GoldenSet open(Path folder, List<Port> inputs) throws IOException;
    }

    public HttpLoadTests(GoldenReader golden) {
        this.golden = golden;
    }

    @Override
    public Outcome<LoadReport> run(LoadPlan plan, Progress progress) throws InterruptedException {
        if (!isHttp(plan.base())) {
            return Outcome.refused(noAddress(plan));
        }
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .build()) {
            HttpResponse<String> metadata =
                    client.send(get(plan), HttpResponse.BodyHandlers.ofString());
            if (metadata.statusCode() != OK) {
                return Outcome.refused(unknown(plan, metadata.statusCode()));
            }
            RequestBodies bodies = bodies(plan, ports(metadata.body()));
            return new LoadRun(plan, bodies, progress).run();
        } catch (IOException | JacksonException e) {
            return Outcome.refused(unreachable(plan, e));
        } catch (GoldenException e) {
            return Outcome.refused(e.problem());
        } catch (MalformedTensor | ArithmeticException e) {
            return Outcome.refused(
                    BenchProblem.NO_JSON_FORM.because(
                            "No load was sent to '%s'.".formatted(plan.model()),
                            e.getMessage() + ".",
                            "Use a model whose inputs have a JSON form."));
        }
    }

    private static boolean isHttp(URI base) {
        return base.getHost() != null
                && ("http".equals(base.getScheme()) || "https".equals(base.getScheme()));
    }

    private static HttpRequest get(LoadPlan plan) {
        return HttpRequest.newBuilder(plan.base().resolve("/v2/models/" + plan.model()))
                .timeout(ANSWER)
                .build();
    }

    private static Problem unknown(LoadPlan plan, int status) {
        return BenchProblem.UNKNOWN_MODEL.because(
                "No load was sent to '%s'.".formatted(plan.model()),
                "%s answered %d to a question about it.".formatted(plan.base(), status),
                "Check the name with 'casemate status'.");
    }

    private static Problem noAddress(LoadPlan plan) {
        return BenchProblem.UNREACHABLE.because(
                "No load was sent to '%s'.".formatted(plan.model()),
                "'%s' is no HTTP address.".formatted(plan.base()),
                "Give an address such as http://127.0.0.1:8080.");
    }

    private static Problem unreachable(LoadPlan plan, Exception e) {
        return BenchProblem.UNREACHABLE.because(
                "No load was sent to '%s'.".formatted(plan.model()),
                "%s did not answer: %s.".formatted(plan.base(), e),
                "Check the address, and that the host's agent runs.");
    }

    private RequestBodies bodies(LoadPlan plan, List<Port> inputs)
            throws IOException, MalformedTensor {
        return plan.golden().isPresent()
                ? RequestBodies.of(golden.open(plan.golden().get(), inputs))
                : RequestBodies.seeded(inputs);
    }

    private static List<Port> ports(String metadata) throws MalformedTensor {
        var ports = new ArrayList<Port>();
        for (JsonNode input : Json.mapper().readTree(metadata).path("inputs")) {
            var shape = new ArrayList<Long>();
            input.path("shape").forEach(size -> shape.add(size.asLong()));
            String named = input.path("datatype").asString("");
            Datatype datatype =
                    Datatype.find(named)
                            .orElseThrow(() ->
                                    new MalformedTensor(
                                            "an input is of the type '%s'".formatted(named)));
            ports.add(new Port(input.path("name").asString(), datatype, shape));
        }
        return ports;
    }
}
