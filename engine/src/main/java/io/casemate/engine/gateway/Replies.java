package io.casemate.engine.gateway;

import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.runtime.RuntimeProblem;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger.Level;
import tools.jackson.databind.node.ObjectNode;

/// How answers leave.
final class Replies {
    private static final System.Logger LOG = System.getLogger(Replies.class.getName());
    private static final String RETRY_SECONDS = "1";

    private Replies() {}

    static void json(ServerResponse answer, Status status, ObjectNode body) {
        bytes(answer, status, Json.mapper().writeValueAsBytes(body));
    }

    static void bytes(ServerResponse answer, Status status, byte[] body) {
        answer.status(status).header(HeaderValues.CONTENT_TYPE_JSON).send(body);
    }

    static void status(ServerResponse answer, Status status) {
        answer.status(status).send();
    }

    static void ready(ServerResponse answer, boolean isReady) {
        status(answer, isReady ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
    }

    static void error(ServerResponse answer, Status status, String text) {
        json(answer, status, Answers.error(text));
    }

    /// Answers with the status that goes with `problem`.
    static void problem(ServerResponse answer, Problem problem) {
        Status status = statusOf(problem);
        if (status.code() == Status.SERVICE_UNAVAILABLE_503.code()) {
            answer.header(HeaderNames.RETRY_AFTER, RETRY_SECONDS);
        }
        error(
                answer,
                status,
                "%s %s %s".formatted(problem.what(), problem.why(), problem.remedy()));
    }

    private static Status statusOf(Problem problem) {
        if (problem.code() == RuntimeProblem.UNKNOWN_MODEL) {
            return Status.NOT_FOUND_404;
        }
        return switch (problem.code().kind()) {
            case REQUEST -> Status.BAD_REQUEST_400;
            case CAPACITY, ENVIRONMENT -> Status.SERVICE_UNAVAILABLE_503;
            case DEFECT -> Status.INTERNAL_SERVER_ERROR_500;
        };
    }

    /// What no handler has turned into an answer. A client that has gone is not answered: Helidon
    /// fails when it is told to answer twice.
    static void failure(ServerRequest request, ServerResponse answer, Throwable failure) {
        if (answer.isSent()) {
            LOG.log(Level.DEBUG, "An answer did not reach its client: " + request.prologue());
            return;
        }
        switch (failure) {
            case HttpException refusal ->
                    error(answer, refusal.status(), String.valueOf(refusal.getMessage()));
            case InterruptedException _ -> {
                answer.header(HeaderNames.RETRY_AFTER, RETRY_SECONDS);
                error(answer, Status.SERVICE_UNAVAILABLE_503, "The agent is closing.");
            }
            default -> {
                LOG.log(Level.ERROR, "A request failed: " + request.prologue(), failure);
                error(
                        answer,
                        Status.INTERNAL_SERVER_ERROR_500,
                        "The server failed where it should not.");
            }
        }
    }

    /// Answers what never reaches a route, such as bodies that are too large, in the same form.
    static DirectHandler.TransportResponse direct(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType event,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .keepAlive(event.keepAlive())
                .entity(
                        Json.mapper()
                                .writeValueAsBytes(
                                        Answers.error(
                                                message.isEmpty()
                                                        ? status.reasonPhrase()
                                                        : message)))
                .build();
    }
}
