package io.casemate.views.deployments;

import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Choice;
import io.casemate.views.kit.FormField;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.RunningStep;
import io.casemate.views.kit.Sheet;
import io.casemate.views.shell.Desk;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;

/// Asks which revision to serve, under which name, with how many sessions.
final class DeploySheet {
    private static final int MOST_REPLICAS = 64;

    private final Desk desk;
    private final DeploymentsViewModel model;
    private final ComboBox<Revision> revision;
    private final TextField name = new TextField();
    private final Spinner<Integer> replicas = new Spinner<>(1, MOST_REPLICAS, 1);
    private final AdmissionNote admission;
    private final FormField revisionField;
    private final FormField nameField;
    private final FormField replicasField;

    DeploySheet(Desk desk, DeploymentsViewModel model) {
        this.desk = desk;
        this.model = model;
        revision = Choice.ofRevision("deploy-revision", model.servable(), text("revision.none"));
        name.setId("deploy-name");
        replicas.setId("deploy-replicas");
        replicas.setEditable(true);
        revisionField = new FormField(text("revision"), revision, text("revision.hint"));
        nameField = new FormField(text("name"), name, text("name.hint"));
        replicasField = new FormField(text("replicas"), replicas, text("replicas.hint"));
        admission = new AdmissionNote(desk.texts());
        revision.valueProperty().addListener((_, _, chosen) -> propose(chosen));
        model.admissionsProperty().subscribe(() -> note(revision.getValue()));
    }

    /// {@return this sheet with the newest revision chosen}
    DeploySheet choosingNewest() {
        if (!model.servable().isEmpty()) {
            revision.setValue(model.servable().getFirst());
        }
        return this;
    }

    /// {@return this sheet with the revision `id` chosen, or saying why it cannot be}
    DeploySheet choosing(RevisionId id) {
        model.servable(id)
                .ifPresentOrElse(
                        revision::setValue,
                        () ->
                                revisionField.invalid(
                                        text("revision.refused", id.digest().abbreviated())));
        return this;
    }

    private void propose(@Nullable Revision chosen) {
        if (chosen != null) {
            name.setText(model.freeName(chosen));
        }
        note(chosen);
    }

    private void note(@Nullable Revision chosen) {
        admission.show(chosen, chosen == null ? Optional.empty() : model.admitted(chosen));
    }

    Sheet sheet() {
        model.commands().dismiss();
        ProblemCard problem =
                ProblemCard.following(desk.texts(), model.commands().problemProperty());
        problem.setId("deploy-problem");
        Button cancel = Buttons.plain("deploy-cancel", text("cancel"), desk.sheets()::close);
        cancel.setCancelButton(true);
        Button start = Buttons.primary("deploy-start", text("start"), this::start);
        start.disableProperty().bind(model.commands().busyProperty());
        return new Sheet(
                        "deploy-sheet",
                        text("title"),
                        revisionField,
                        admission,
                        nameField,
                        replicasField,
                        new RunningStep(model.commands()),
                        problem)
                .buttons(cancel, start);
    }

    private void start() {
        revisionField.valid();
        nameField.valid();
        Revision chosen = revision.getValue();
        if (chosen == null) {
            revisionField.invalid(text("revision.missing"));
        } else if (!model.isName(name.getText().strip())) {
            nameField.invalid(text("name.invalid"));
        } else {
            model.deploy(chosen, name.getText().strip(), replicas.getValue(), desk.sheets()::close);
        }
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text("deployments.deploy." + key, arguments);
    }
}
