package io.casemate.views.models;

import io.casemate.engine.airlock.QuarantinedItem;
import io.casemate.engine.models.RevisionId;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.FileDrop;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.Sheet;
import io.casemate.views.kit.Shown;
import io.casemate.views.shell.Desk;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Asks for a model, and shows how the airlock takes it in or refuses it.
final class ImportSheet {
    private final Desk desk;
    private final ImportViewModel model;
    private final ImportForm form;

    ImportSheet(Desk desk, ImportViewModel model) {
        this.desk = desk;
        this.model = model;
        form = new ImportForm(desk.texts(), model);
        Shown.when(form, model.runProperty().isNull());
    }

    /// @param select shows a revision in the table
    Sheet sheet(Consumer<RevisionId> select) {
        model.forgetLastImport();
        ProblemCard problem =
                ProblemCard.following(desk.texts(), model.commands().problemProperty());
        problem.setId("import-problem");
        var sheet =
                new Sheet(
                        "import-sheet",
                        text("models.import.title"),
                        result(select),
                        problem,
                        kept(),
                        progress(),
                        form);
        FileDrop.into(sheet, this::dropped);
        return sheet.buttons(changeButton(), closeButton(), cancelButton(), startButton());
    }

    void dropped(Path file) {
        if (!model.commands().busyProperty().get()) {
            model.forgetLastImport();
            form.show(file);
        }
    }

    private ImportProgress progress() {
        var progress = new ImportProgress(desk.texts());
        model.runProperty().subscribe(progress::show);
        return progress;
    }

    private ImportResult result(Consumer<RevisionId> select) {
        var result = new ImportResult(desk, select);
        model.importedProperty()
                .subscribe(revision -> result.show(revision, model.runProperty().get()));
        model.runProperty().subscribe(run -> result.show(model.importedProperty().get(), run));
        return result;
    }

    /// Says where the refused file is now, and offers to delete it.
    private HBox kept() {
        Label where = Labels.wrapping("", "muted", "small");
        HBox.setHgrow(where, Priority.ALWAYS);
        Button purge =
                Buttons.plain(
                        "import-purge",
                        text("models.quarantine.purge"),
                        () -> model.kept().ifPresent(item -> model.purge(item.id())));
        purge.setMinWidth(Region.USE_PREF_SIZE);
        var line = new HBox(12, where, purge);
        line.setAlignment(Pos.CENTER_LEFT);
        purge.visibleProperty().bind(line.visibleProperty());
        Runnable update =
                () -> {
                    Optional<QuarantinedItem> item = model.kept();
                    line.setVisible(item.isPresent());
                    line.setManaged(item.isPresent());
                    item.ifPresent(one ->
                            where.setText(
                                    desk.texts()
                                            .text("models.import.kept", one.id(), one.bytes())));
                };
        model.quarantinedProperty().subscribe(_ -> update.run());
        model.runProperty().subscribe(_ -> update.run());
        return line;
    }

    private Button changeButton() {
        Button change =
                Buttons.plain(
                        "import-change", text("models.import.change"), model::forgetLastImport);
        Shown.when(
                change, model.runProperty().isNotNull().and(model.commands().busyProperty().not()));
        return change;
    }

    private Button cancelButton() {
        Button cancel = Buttons.plain("import-cancel", text("models.import.cancel"), model::cancel);
        Shown.when(cancel, model.commands().busyProperty());
        return cancel;
    }

    private Button closeButton() {
        Button close =
                Buttons.plain("import-close", text("models.import.close"), desk.sheets()::close);
        close.setCancelButton(true);
        return close;
    }

    private Button startButton() {
        Button start = Buttons.primary("import-start", "", form::start);
        start.textProperty().bind(form.startText());
        start.setMinWidth(Region.USE_PREF_SIZE);
        var isIdle = model.commands().busyProperty().not();
        var goesOn = isIdle.and(model.importedProperty().isNull()).and(form.goesOn());
        Shown.when(start, model.runProperty().isNull().or(goesOn));
        start.disableProperty().bind(model.commands().busyProperty());
        return start;
    }

    private String text(String key) {
        return desk.texts().text(key);
    }
}
