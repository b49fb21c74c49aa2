package io.casemate.app;

import io.casemate.app.cli.Terminal;
import io.casemate.assets.demo.DemoModel;
import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.bench.LoadPlan;
import io.casemate.engine.bench.LoadReport;
import io.casemate.engine.deploy.DeployCommand;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.ledger.Verification;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.telemetry.LatencyView;
import io.casemate.engine.telemetry.SeriesId;
import io.casemate.engine.worker.JobFolders;
import io.casemate.views.shell.Rooms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// The steps of the tour, through the same door as screens and command line.
final class TourJob {
    private static final Duration LOAD = Duration.ofSeconds(5);
    private static final int CLIENTS = 2;

    private final Rooms rooms;
    private final Path demo;
    private final Terminal terminal;
    private final TourPictures pictures;
    private int step;

    TourJob(Rooms rooms, Path demo, Terminal terminal, TourPictures pictures) {
        this.rooms = rooms;
        this.demo = demo;
        this.terminal = terminal;
        this.pictures = pictures;
    }

    /// {@return the closing line}
    Outcome<String> run() throws IOException {
        pictures.take("empty");
        say("Demo model", "training a small classifier from synthetic data");
        JobFolders.delete(demo);
        DemoModel.create(demo);
        return imported().then(this::quantizedAndServed);
    }

    private void say(String title, String text) {
        terminal.print("%2d  %-12s %s".formatted(++step, title, text));
    }

    private Outcome<Revision> imported() {
        var command =
                new ImportModel(
                        demo, Optional.of(new ModelName("demo-classifier")), Optional.empty());
        return rooms.operations()
                .importModel(command, Progress.NONE)
                .map(revision -> {
                    say(
                            "Import",
                            "%s  %s, %s nodes, stage %s, golden set %s"
                                    .formatted(
                                            revision.id().digest().abbreviated(),
                                            revision.bytes(),
                                            revision.facts().nodes(),
                                            revision.stage(),
                                            revision.golden().isPresent() ? "yes" : "no"));
                    return revision;
                });
    }

    private Outcome<String> quantizedAndServed(Revision parent) {
        return quantized(parent, Recipe.DYNAMIC_INT8)
                .then(int8 ->
                        quantized(parent, Recipe.INT4_WEIGHTS).then(_ -> served(parent, int8)));
    }

    private Outcome<Revision> quantized(Revision parent, Recipe recipe) {
        return rooms.operations()
                .quantize(new Quantize(parent.id(), recipe, Optional.empty()), Progress.NONE)
                .map(variant -> {
                    say("Quantize", describe(variant));
                    return variant;
                });
    }

    private static String describe(Revision variant) {
        return switch (variant.origin()) {
            case Origin.Imported _ -> variant.id().toString();
            case Origin.Quantized(_, QuantizationCard card) ->
                    String.format(
                            Locale.ROOT,
                            "%s  %s: %s, %.0f %% of its parent; SNR %.1f dB, cosine %.5f, top-1 %.3f"
                                    + " (parent %.3f) on %s; p50 %.1f µs (parent %.1f µs): %s",
                            variant.id().digest().abbreviated(),
                            card.recipe(),
                            card.bytes(),
                            card.sizeRatio() * 100,
                            card.accuracy().snrDb(),
                            card.accuracy().cosine(),
                            card.accuracy().variantTop1().orElse(Double.NaN),
                            card.accuracy().parentTop1().orElse(Double.NaN),
                            card.accuracy().basis(),
                            card.latency().p50Micros(),
                            card.latency().parentP50Micros(),
                            card.speed());
        };
    }

    private Outcome<String> served(Revision parent, Revision variant) {
        return deployed(parent, "demo")
                .then(original ->
                        deployed(variant, "demo-int8")
                                .then(this::loaded)
                                .then(_ -> loaded(original)))
                .then(_ -> trusted())
                .then(_ -> refused())
                .then(_ -> verified(parent, variant));
    }

    private Outcome<Deployment> deployed(Revision revision, String name) {
        var command = new DeployCommand.Deploy(new DeploymentId(name), revision.id(), 1);
        return rooms.operations()
                .deploy(command, Progress.NONE)
                .map(deployment -> {
                    say(
                            "Deploy",
                            "%s  %s at %s"
                                    .formatted(
                                            deployment.id(),
                                            deployment.state(),
                                            deployment.inferAddress().orElseThrow()));
                    return deployment;
                });
    }

    private Outcome<LoadReport> loaded(Deployment deployment) {
        var plan =
                new LoadPlan(
                        deployment.endpoint().orElseThrow(),
                        deployment.id().text(),
                        LOAD,
                        CLIENTS,
                        rooms.models().goldenFolder(deployment.revision()));
        return rooms.operations()
                .loadTest(plan, Progress.NONE)
                .map(report -> {
                    say("Load", describe(report));
                    watch(deployment);
                    return report;
                });
    }

    private static String describe(LoadReport report) {
        return String.format(
                Locale.ROOT,
                "%d requests by %d clients, %d errors, %.0f/s; p50 %.0f µs, p95 %.0f µs, p99 %.0f µs"
                        + " as the clients saw it; %s",
                report.requests(),
                CLIENTS,
                report.errors(),
                report.requestsPerSecond(),
                report.latency().p50(),
                report.latency().p95(),
                report.latency().p99(),
                report.inputs());
    }

    private void watch(Deployment deployment) {
        LatencyView view =
                rooms.latencies().live().latest().get(new SeriesId(deployment.id().text()));
        if (view == null) {
            say("Watch", "nothing was heard from the agent yet");
            return;
        }
        say(
                "Watch",
                String.format(
                        Locale.ROOT,
                        "%d requests heard from the agent; p99 %.0f µs = queue p99 %.0f µs, compute"
                                + " p99 %.0f µs, and the rest",
                        view.requestsInAll(),
                        view.lastMinute().p99(),
                        view.lastMinuteQueue().p99(),
                        view.lastMinuteCompute().p99()));
    }

    private Outcome<String> trusted() {
        return new TourEvidence(rooms, demo.resolveSibling("evidence"))
                .trusted()
                .map(text -> {
                    say("Trust", text);
                    return text;
                });
    }

    private Outcome<String> refused() {
        return new TourEvidence(rooms, demo.resolveSibling("evidence"))
                .refused(demo.resolve("model.onnx"))
                .map(text -> {
                    say("Refuse", text);
                    return text;
                });
    }

    private Outcome<String> verified(Revision parent, Revision variant) {
        Verification verification = rooms.ledger().verify();
        say(
                "Ledger",
                "%d entries, %s, root %s"
                        .formatted(
                                verification.entries(),
                                verification.isSound() ? "sound" : verification.problem().get(),
                                verification.root().abbreviated()));
        try {
            pictures.take("serving");
            new TourScenes(pictures, parent, variant).take();
            return Outcome.done(
                    "Done. %d pictures in %s".formatted(pictures.taken(), pictures.folder()));
        } catch (IOException e) {
            return Outcome.refused(
                    AppProblem.TOUR_FAILED.because(
                            "The pictures were not taken.",
                            e.toString(),
                            "Name a folder that can be written with --out."));
        }
    }
}
