package io.casemate.views.deployments;

import io.casemate.engine.capture.Capture;
import io.casemate.engine.capture.CaptureCommand;
import io.casemate.engine.deploy.Deployment;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.FormField;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.RunningStep;
import io.casemate.views.kit.Sheet;
import io.casemate.views.shell.Desk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextArea;

/// Says what a capture keeps and asks for consent; shows how one goes that runs, and stops it.
final class CaptureSheet {
    private static final int STANDARD_SAMPLES = 200;

    private final Desk desk;
    private final DeploymentsViewModel model;
    private final Deployment deployment;
    private final Spinner<Integer> samples =
            new Spinner<>(1, CaptureCommand.Amount.MOST_SAMPLES, STANDARD_SAMPLES);
    private final Spinner<Integer> every = new Spinner<>(1, CaptureCommand.Amount.MOST_EVERY, 1);
    private final TextArea consent = new TextArea();
    private final FormField consentField;

    CaptureSheet(Desk desk, DeploymentsViewModel model, Deployment deployment) {
        this.desk = desk;
        this.model = model;
        this.deployment = deployment;
        samples.setId("capture-samples");
        samples.setEditable(true);
        every.setId("capture-every");
        every.setEditable(true);
        consent.setId("capture-consent");
        consent.setPrefRowCount(2);
        consent.setWrapText(true);
        consentField = new FormField(text("consent"), consent, text("consent.hint"));
    }

    Sheet sheet() {
        model.capturing().dismiss();
        Optional<Capture> running = model.running(deployment);
        return running.isPresent() ? running(running.get()) : form();
    }

    private Sheet form() {
        Button start = Buttons.primary("capture-start", text("start"), this::start);
        start.disableProperty().bind(model.capturing().busyProperty());
        return sheet(
                text("title", deployment.id()),
                start,
                Labels.wrapping(text("what")),
                Labels.wrapping(text("ends"), "muted"),
                consentField,
                new FormField(text("samples"), samples, text("samples.hint")),
                new FormField(text("every"), every, text("every.hint")));
    }

    private Sheet running(Capture capture) {
        Button stop = Buttons.dangerous("capture-stop", text("stop"), this::stop);
        stop.disableProperty().bind(model.capturing().busyProperty());
        var facts =
                new KeyValueGrid()
                        .row(text("kept"), kept(capture))
                        .row(text("dropped"), Long.toString(capture.dropped()))
                        .row(text("consent"), capture.started().consent())
                        .row(text("folder"), capture.started().folder());
        return sheet(
                text("running.title", deployment.id()),
                stop,
                Labels.wrapping(text("ends"), "muted"),
                facts);
    }

    private Sheet sheet(String title, Button act, Node... content) {
        ProblemCard problem =
                ProblemCard.following(desk.texts(), model.capturing().problemProperty());
        problem.setId("capture-problem");
        Button cancel = Buttons.plain("capture-cancel", text("cancel"), desk.sheets()::close);
        cancel.setCancelButton(true);
        var all = new ArrayList<>(List.of(content));
        all.add(new RunningStep(model.capturing()));
        all.add(problem);
        return new Sheet("capture-sheet", title, all.toArray(Node[]::new)).buttons(cancel, act);
    }

    /// {@return count and size, in words}
    private String kept(Capture capture) {
        return text("kept.of", capture.samples(), capture.started().samples(), capture.bytes());
    }

    private void start() {
        consentField.valid();
        if (consent.getText().isBlank()) {
            consentField.invalid(text("consent.missing"));
            return;
        }
        model.capture(
                deployment,
                consent.getText(),
                new DeploymentsViewModel.Amount(samples.getValue(), every.getValue()),
                desk.sheets()::close);
    }

    private void stop() {
        model.stopCapture(deployment, desk.sheets()::close);
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text("deployments.capture." + key, arguments);
    }
}
