package io.casemate.views.models;

import atlantafx.base.controls.CustomTextField;
import io.casemate.engine.export.ExportFormat;
import io.casemate.engine.models.Revision;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.ChoiceCard;
import io.casemate.views.kit.FileDialogs;
import io.casemate.views.kit.FormField;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.RunningStep;
import io.casemate.views.kit.Sheet;
import io.casemate.views.kit.Shown;
import io.casemate.views.shell.Desk;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Asks what an export should look like and where it goes, and shows how it gets there.
final class ExportSheet {
    private final Desk desk;
    private final Revision revision;
    private final ExportViewModel model;
    private final CustomTextField target = new CustomTextField();
    private final CheckBox golden = new CheckBox();
    private final FormField targetField;

    ExportSheet(Desk desk, Revision revision) {
        this.desk = desk;
        this.revision = revision;
        model = new ExportViewModel(desk, revision);
        target.setId("export-target");
        targetField =
                new FormField(
                        text("models.export.target"), target, text("models.export.target.hint"));
        golden.setId("export-golden");
        golden.setText(text("models.export.golden"));
        golden.setSelected(model.hasGolden());
        golden.setVisible(model.hasGolden());
        golden.setManaged(model.hasGolden());
        FileDialogs.offer(target, "export-browse", text("models.export.browse"), this::browse);
    }

    Sheet sheet() {
        var form = new VBox(16, formats(), targetField, golden);
        form.disableProperty().bind(model.commands().busyProperty());
        Shown.when(form, model.exportedProperty().isNull());
        return new Sheet(
                        "export-sheet",
                        desk.texts()
                                .text(
                                        "models.export.title",
                                        revision.model(),
                                        revision.id().digest().abbreviated()),
                        form,
                        new RunningStep(model.commands()),
                        result(),
                        ProblemCard.following(desk.texts(), model.commands().problemProperty()))
                .buttons(closeButton(), cancelButton(), runButton());
    }

    private VBox formats() {
        var cards = new VBox(8);
        for (ExportFormat format : ExportFormat.values()) {
            var card =
                    new ChoiceCard(
                            "export-" + format,
                            text("models.export." + format),
                            text("models.export." + format + ".hint"));
            card.setOnAction(_ -> {
                model.formatProperty().set(format);
                card.setSelected(true); // one is always chosen
            });
            model.formatProperty().subscribe(chosen -> card.setSelected(chosen == format));
            cards.getChildren().add(card);
        }
        return cards;
    }

    private Optional<Path> browse(Node owner) {
        return new FileDialogs(text("models.export.browse")).folder(owner).map(model::proposed);
    }

    private Label result() {
        Label done = Labels.wrapping("");
        done.setId("export-done");
        model.exportedProperty()
                .subscribe(exported -> {
                    if (exported != null) {
                        done.setText(
                                desk.texts()
                                        .text(
                                                "models.export.done",
                                                exported.target(),
                                                exported.files(),
                                                exported.bytes(),
                                                text(
                                                        exported.signature().isPresent()
                                                                ? "models.export.signed"
                                                                : "models.export.unsigned")));
                    }
                });
        Shown.when(done, model.exportedProperty().isNotNull());
        return done;
    }

    private Button closeButton() {
        Button close = Buttons.plain("export-close", text("kit.close"), desk.sheets()::close);
        close.setCancelButton(true);
        return close;
    }

    private Button cancelButton() {
        Button cancel = Buttons.plain("export-cancel", text("models.export.cancel"), model::cancel);
        Shown.when(cancel, model.commands().busyProperty());
        return cancel;
    }

    private Button runButton() {
        Button run = Buttons.primary("export-run", text("models.export.run"), this::run);
        run.disableProperty().bind(model.commands().busyProperty());
        Shown.when(run, model.exportedProperty().isNull());
        return run;
    }

    private void run() {
        targetField.valid();
        if (!model.run(target.getText(), golden.isSelected())) {
            targetField.invalid(text("models.export.target.invalid"));
        }
    }

    private String text(String key) {
        return desk.texts().text(key);
    }
}
