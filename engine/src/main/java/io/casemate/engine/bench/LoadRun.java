package io.casemate.engine.bench;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.telemetry.Percentiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/// One load: clients that send, and the figures they bring home.
final class LoadRun {
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;
    private static final int OK = 200;

    private final LoadPlan plan;
    private final RequestBodies bodies;
    private final Progress progress;
    private final AtomicLong sent = new AtomicLong();
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean isCounting;

    LoadRun(LoadPlan plan, RequestBodies bodies, Progress progress) {
        this.plan = plan;
        this.bodies = bodies;
        this.progress = progress;
    }

    Outcome<LoadReport> run() {
        var clients = new ArrayList<Client>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < plan.clients(); i++) {
            var client = new Client(i);
            clients.add(client);
            threads.add(Thread.ofVirtual().name("load-" + i).start(client));
        }
        boolean wasInterrupted = pause(WARM_UP, 0);
        isCounting = true;
        long start = System.nanoTime();
        wasInterrupted = wasInterrupted || watch(start);
        isCounting = false;
        stop.countDown();
        threads.forEach(LoadRun::join);
        // What was sent while it counted is waited for: slow answers at the end count, too.
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        return report(clients, took);
    }

    /// Waits for the duration of the plan. {@return whether it was cut short}
    private boolean watch(long start) {
        long wanted = plan.duration().toNanos();
        while (System.nanoTime() - start < wanted) {
            double fraction = (double) (System.nanoTime() - start) / wanted;
            progress.report("%d requests answered".formatted(sent.get()), fraction);
            long left = wanted - (System.nanoTime() - start);
            if (pause(Duration.ofNanos(Math.min(left, 200_000_000)), fraction)) {
                return true;
            }
        }
        return false;
    }

    private boolean pause(Duration time, double fraction) {
        try {
            return stop.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(ANSWER);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Outcome<LoadReport> report(List<Client> clients, Duration took) {
        var latency = new Histogram(HIGHEST_NANOS, DIGITS);
        long errors = 0;
        String lastError = "no request was answered in time";
        for (Client client : clients) {
            latency.add(client.latency);
            errors += client.errors;
            lastError = client.lastError.isEmpty() ? lastError : client.lastError;
        }
        long requests = latency.getTotalCount();
        if (requests == 0 || errors == requests) {
            return Outcome.refused(
                    BenchProblem.NOTHING_ANSWERED.because(
                            "The load on '%s' brought no figures.".formatted(plan.model()),
                            "%d requests failed, the last with: %s.".formatted(errors, lastError),
                            "Send one request by hand, or give the model a golden set."));
        }
        return Outcome.done(
                new LoadReport(requests, errors, took, Percentiles.of(latency), bodies.basis()));
    }

    /// Sends one request after the other. Its figures are read once its thread has ended.
    private final class Client implements Runnable {
        private final int offset;
        private final Histogram latency = new Histogram(HIGHEST_NANOS, DIGITS);
        private long errors;
        private String lastError = "";

        private Client(int offset) {
            this.offset = offset;
        }

        @Override
        public void run() {
            URI address = plan.base().resolve("/v2/models/" + plan.model() + "/infer");
            try (HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                for (int i = offset; stop.getCount() > 0; i++) {
                    byte[] body = bodies.bodies().get(i % bodies.bodies().size());
                    send(client, request(address, body));
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private static HttpRequest request(URI address, byte[] body) {
            return HttpRequest.newBuilder(address)
                    .timeout(ANSWER)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
        }

        private void send(HttpClient client, HttpRequest request) throws InterruptedException {
            boolean counts = isCounting;
            long start = System.nanoTime();
            String error = "";
            try {
                var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() != OK) {
                    error =
                            answer.statusCode()
                                    + " "
                                    + new String(
                                            answer.body(), java.nio.charset.StandardCharsets.UTF_8);
                }
            } catch (IOException e) {
                error = e.toString();
                stop.await(10, TimeUnit.MILLISECONDS); // a dead endpoint is not hammered
            }
            if (counts) {
                latency.recordValue(Math.min(System.nanoTime() - start, HIGHEST_NANOS));
                errors += error.isEmpty() ? 0 : 1;
                sent.incrementAndGet();
            }
            lastError = error.isEmpty() ? lastError : error;
        }
    }
}
