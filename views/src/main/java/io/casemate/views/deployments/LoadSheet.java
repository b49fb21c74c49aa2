package io.casemate.views.deployments;

import io.casemate.engine.bench.LoadReport;
import io.casemate.engine.deploy.Deployment;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.FormField;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.RunningStep;
import io.casemate.views.kit.Sheet;
import io.casemate.views.shell.Desk;
import javafx.scene.control.Button;
import javafx.scene.control.Spinner;
import org.jspecify.annotations.Nullable;

/// Asks how much test load to send, and shows what the clients saw.
final class LoadSheet {
    private static final int MOST_SECONDS = 3600;
    private static final int MOST_CLIENTS = 256;

    private final Desk desk;
    private final DeploymentsViewModel model;
    private final Deployment deployment;
    private final Spinner<Integer> seconds = new Spinner<>(1, MOST_SECONDS, 10);
    private final Spinner<Integer> clients = new Spinner<>(1, MOST_CLIENTS, 4);
    private final KeyValueGrid result = new KeyValueGrid();

    LoadSheet(Desk desk, DeploymentsViewModel model, Deployment deployment) {
        this.desk = desk;
        this.model = model;
        this.deployment = deployment;
        seconds.setId("load-seconds");
        clients.setId("load-clients");
        seconds.setEditable(true);
        clients.setEditable(true);
        result.setId("load-result");
        model.reportProperty().addListener((_, _, report) -> show(report));
    }

    Sheet sheet() {
        model.forgetReport();
        show(model.reportProperty().get());
        ProblemCard problem =
                ProblemCard.following(desk.texts(), model.loading().problemProperty());
        problem.setId("load-problem");
        Button close = Buttons.plain("load-close", text("close"), desk.sheets()::close);
        close.setCancelButton(true);
        Button watch = Buttons.plain("load-watch", text("watch"), this::watch);
        Button start = Buttons.primary("load-start", text("start"), this::start);
        start.disableProperty().bind(model.loading().busyProperty());
        return new Sheet(
                        "load-sheet",
                        desk.texts().text("deployments.load.title", deployment.id()),
                        new FormField(text("seconds"), seconds, text("seconds.hint")),
                        new FormField(text("clients"), clients, text("clients.hint")),
                        new RunningStep(model.loading()),
                        result,
                        problem)
                .buttons(close, watch, start);
    }

    private void start() {
        model.load(deployment, seconds.getValue(), clients.getValue());
    }

    private void watch() {
        desk.sheets().close();
        desk.navigation().go("latency");
    }

    private void show(@Nullable LoadReport report) {
        result.clear();
        result.setVisible(report != null);
        result.setManaged(report != null);
        if (report == null) {
            return;
        }
        result.row(
                        text("requests"),
                        "%s, %s/s"
                                .formatted(
                                        Figures.count(report.requests()),
                                        Figures.number(report.requestsPerSecond())))
                .row(text("errors"), Figures.count(report.errors()))
                .row(
                        text("latency"),
                        "p50 %s   p95 %s   p99 %s"
                                .formatted(
                                        micros(report.latency().p50()),
                                        micros(report.latency().p95()),
                                        micros(report.latency().p99())))
                .row(text("inputs"), report.inputs());
    }

    private static String micros(double value) {
        Figures.Figure figure = Figures.micros(value);
        return figure.number() + " " + figure.unit();
    }

    private String text(String key) {
        return desk.texts().text("deployments.load." + key);
    }
}
