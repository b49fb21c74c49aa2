package io.casemate.engine.gateway;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.runtime.InferResult;
import io.casemate.engine.runtime.ModelRuntime;
import io.casemate.engine.runtime.Served;
import io.casemate.engine.tensors.MalformedTensor;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// The calls about models.
final class ModelCalls {
    private static final HeaderName DEADLINE = HeaderNames.create("X-Deadline-Ms");
    private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ModelRuntime runtime;
    private final Captures captures;
    private final BoundedBody body;

    ModelCalls(ModelRuntime runtime, Captures captures, BoundedBody body) {
        this.runtime = runtime;
        this.captures = captures;
        this.body = body;
    }

    void metadata(ServerRequest request, ServerResponse answer) {
        Optional<Served> served = find(request);
        if (served.isEmpty()) {
            notFound(request, answer);
            return;
        }
        Replies.json(answer, Status.OK_200, Answers.metadata(served.get()));
    }

    void ready(ServerRequest request, ServerResponse answer) {
        if (find(request).isEmpty()) {
            notFound(request, answer);
            return;
        }
        Replies.status(answer, Status.OK_200);
    }

    private Optional<Served> find(ServerRequest request) {
        boolean isVersion =
                request.path()
                        .pathParameters()
                        .first("version")
                        .map(Answers.VERSION::equals)
                        .orElse(true);
        return isVersion ? runtime.find(modelOf(request)) : Optional.empty();
    }

    private static String modelOf(ServerRequest request) {
        return request.path().pathParameters().get("model");
    }

    private static void notFound(ServerRequest request, ServerResponse answer) {
        Replies.error(
                answer,
                Status.NOT_FOUND_404,
                "Nothing is served at %s. GET /v2/models/stats lists what is."
                        .formatted(request.path().path()));
    }

    void statistics(ServerRequest request, ServerResponse answer) {
        Optional<String> wanted = request.path().pathParameters().first("model").asOptional();
        if (wanted.isPresent() && find(request).isEmpty()) {
            notFound(request, answer);
            return;
        }
        var totals =
                runtime.totals().stream()
                        .filter(one -> wanted.map(one.served().name()::equals).orElse(true))
                        .toList();
        Replies.json(answer, Status.OK_200, Answers.statistics(totals));
    }

    void metrics(ServerRequest request, ServerResponse answer) {
        answer.headers().contentType(MediaTypes.TEXT_PLAIN);
        answer.send(MetricsText.of(runtime.totals()));
    }

    /// What is counted as failed: every request to a model that is served.
    void infer(ServerRequest request, ServerResponse answer)
            throws InterruptedException, IOException {
        long received = System.nanoTime();
        Optional<byte[]> content = body.read(request);
        if (content.isEmpty()) {
            body.refuse(answer);
            return;
        }
        if (find(request).isEmpty()) {
            notFound(request, answer);
            return;
        }
        String model = modelOf(request);
        try {
            InferBody asked = InferBody.read(content.get());
            switch (run(request, model, asked)) {
                case Outcome.Done<InferResult>(InferResult result) -> {
                    captures.offer(model, asked.inputs());
                    byte[] encoded = Answers.inference(model, asked.id(), result);
                    runtime.recordAnswer(model, System.nanoTime() - received, false);
                    Replies.bytes(answer, Status.OK_200, encoded);
                }
                case Outcome.Refused<InferResult>(Problem problem) -> {
                    runtime.recordAnswer(model, System.nanoTime() - received, true);
                    Replies.problem(answer, problem);
                }
            }
        } catch (MalformedTensor e) {
            runtime.recordAnswer(model, System.nanoTime() - received, true);
            Replies.error(answer, Status.BAD_REQUEST_400, e.getMessage() + ".");
        }
    }

    private Outcome<InferResult> run(ServerRequest request, String model, InferBody asked)
            throws MalformedTensor, InterruptedException {
        Optional<String> millis = request.headers().first(DEADLINE);
        return millis.isEmpty()
                ? runtime.infer(model, asked.inputs(), asked.outputs())
                : runtime.infer(model, asked.inputs(), asked.outputs(), deadline(millis.get()));
    }

    private static Duration deadline(String millis) throws MalformedTensor {
        if (!DIGITS.matcher(millis).matches()) {
            throw new MalformedTensor(
                    "the header %s is '%s', which is no count of milliseconds from 1 to %d"
                            .formatted(DEADLINE.defaultCase(), millis, LONGEST.toMillis()));
        }
        Duration wanted = Duration.ofMillis(Long.parseLong(millis));
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }
}
