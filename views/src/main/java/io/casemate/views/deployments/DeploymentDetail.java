package io.casemate.views.deployments;

import io.casemate.engine.capture.Capture;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.telemetry.LatencyView;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.CopyLabel;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.StatBlock;
import io.casemate.views.kit.StatusPill;
import io.casemate.views.kit.Tone;
import io.casemate.views.shell.Desk;
import java.net.URI;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// One deployment in full: where it answers, how to ask it, why it does not serve.
final class DeploymentDetail extends VBox {
    private final Desk desk;

    /// What can be done with it.
    interface Acts {
        void load(Deployment deployment);

        void capture(Deployment deployment);

        void undeploy(Deployment deployment);
    }

    private final Acts acts;

    DeploymentDetail(Desk desk, Acts acts) {
        super(16);
        this.desk = desk;
        this.acts = acts;
        setId("deployment-detail");
    }

    void show(ServingRow row) {
        Deployment deployment = row.deployment();
        var panel = new Panel(deployment.id().text(), facts(row));
        boolean isCapturing = row.capture().filter(Capture::isRunning).isPresent();
        if (isCapturing) {
            var badge = new StatusPill(Tone.WARNING, text("capture.badge"));
            badge.setId("deployment-capturing");
            panel.tools(badge, pill(deployment.state()));
        } else {
            panel.tools(pill(deployment.state()));
        }
        getChildren().setAll(panel);
        deployment
                .problem()
                .ifPresent(problem -> getChildren().add(new ProblemCard(desk.texts(), problem)));
        deployment.inferAddress().ifPresent(address -> getChildren().add(howTo(address)));
        getChildren().add(buttons(deployment));
    }

    private KeyValueGrid facts(ServingRow row) {
        Deployment deployment = row.deployment();
        var digest = CopyLabel.of(desk.texts(), deployment.revision());
        var grid =
                new KeyValueGrid()
                        .row(text("model"), deployment.model().text())
                        .row(text("revision"), digest)
                        .row(text("replicas"), Integer.toString(deployment.desiredReplicas()))
                        .row(text("host"), deployment.host().text())
                        .row(text("since"), Ages.exact(deployment.since()));
        grid.row(
                text("profile"),
                deployment
                        .profile()
                        .map(it -> "%s (%s)".formatted(it.settings().words(), it.id()))
                        .orElseGet(() -> text("profile.standard")));
        deployment
                .inferAddress()
                .ifPresent(address ->
                        grid.row(
                                text("endpoint"), new CopyLabel(desk.texts(), address.toString())));
        row.capture().ifPresent(capture -> grid.row(text("capture.row"), words(capture)));
        row.latency()
                .filter(view -> view.requestsInAll() > 0)
                .ifPresent(view -> latency(grid, view));
        return grid;
    }

    private String words(Capture capture) {
        return desk.texts()
                .text(
                        capture.isDeleted()
                                ? "deployments.capture.deleted"
                                : "deployments.capture.kept.of",
                        capture.samples(),
                        capture.started().samples(),
                        capture.bytes());
    }

    private void latency(KeyValueGrid grid, LatencyView view) {
        grid.row(text("rate"), Figures.number(view.requestsPerSecond()))
                .row(
                        text("percentiles"),
                        "%s   %s   %s"
                                .formatted(
                                        micros(view.lastMinute().p50()),
                                        micros(view.lastMinute().p95()),
                                        micros(view.lastMinute().p99())))
                .row(
                        text("split"),
                        "%s + %s"
                                .formatted(
                                        micros(view.lastMinuteQueue().p99()),
                                        micros(view.lastMinuteCompute().p99())))
                .row(text("requests"), Figures.count(view.requestsInAll()))
                .row(text("errors"), Figures.count(view.errorsInAll()));
    }

    private static String micros(double value) {
        Figures.Figure figure = Figures.micros(value);
        return value == 0 ? StatBlock.UNKNOWN : figure.number() + " " + figure.unit();
    }

    private Panel howTo(URI address) {
        String metadata = "curl " + address.toString().replace("/infer", "");
        return new Panel(
                text("curl"),
                Labels.wrapping(text("curl.hint"), "muted"),
                new CopyLabel(desk.texts(), metadata));
    }

    private VBox buttons(Deployment deployment) {
        var load = Buttons.primary("deployment-load", text("load"), () -> acts.load(deployment));
        load.setDisable(deployment.endpoint().isEmpty());
        var capture =
                Buttons.plain(
                        "deployment-capture", text("capture"), () -> acts.capture(deployment));
        capture.setDisable(deployment.endpoint().isEmpty());
        var watch =
                Buttons.plain(
                        "deployment-watch", text("watch"), () -> desk.navigation().go("latency"));
        var undeploy =
                Buttons.dangerous(
                        "deployment-undeploy", text("undeploy"), () -> acts.undeploy(deployment));
        return new VBox(
                8, new HBox(8, load, watch), new HBox(8, capture, Labels.spring(), undeploy));
    }

    StatusPill pill(Deployment.State state) {
        return switch (state) {
            case PENDING -> new StatusPill(Tone.WARNING, text("state.pending"));
            case LOADING -> new StatusPill(Tone.ACCENT, text("state.loading"));
            case SERVING -> new StatusPill(Tone.GOOD, text("state.serving"));
            case FAILED -> new StatusPill(Tone.BAD, text("state.failed"));
        };
    }

    private String text(String key) {
        return desk.texts().text("deployments." + key);
    }
}
