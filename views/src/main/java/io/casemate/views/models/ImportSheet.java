package io.casemate.views.models;

import atlantafx.base.controls.CustomTextField;
import io.casemate.engine.airlock.QuarantinedItem;
import io.casemate.engine.models.RevisionId;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.FileDialogs;
import io.casemate.views.kit.FileDrop;
import io.casemate.views.kit.FormField;
import io.casemate.views.kit.Icons;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.Sheet;
import io.casemate.views.shell.Desk;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Asks for a model file, and shows how the airlock takes it in or refuses it.
final class ImportSheet {
    private final Desk desk;
    private final ModelsViewModel model;
    private final CustomTextField path = field("import-path");
    private final CustomTextField name = field("import-name");
    private final CustomTextField golden = field("import-golden");
    private final FormField pathField;
    private final FormField nameField;
    private final FormField goldenField;

    ImportSheet(Desk desk, ModelsViewModel model) {
        this.desk = desk;
        this.model = model;
        pathField =
                new FormField(text("models.import.path"), path, text("models.import.path.hint"));
        nameField =
                new FormField(text("models.import.name"), name, text("models.import.name.hint"));
        goldenField =
                new FormField(
                        text("models.import.golden"), golden, text("models.import.golden.hint"));
        offerToBrowse();
    }

    private static CustomTextField field(String id) {
        var field = new CustomTextField();
        field.setId(id);
        return field;
    }

    /// The operating system's own dialogs, where there are any.
    private void offerToBrowse() {
        if (!FileDialogs.areAvailable()) {
            return;
        }
        var dialogs = new FileDialogs(desk.texts().text("models.import.browse"));
        path.setRight(
                browse(
                        "import-path-browse",
                        () -> dialogs.file(path, desk.texts().text("models.import.file"), "*.onnx"),
                        path));
        golden.setRight(browse("import-golden-browse", () -> dialogs.folder(golden), golden));
    }

    private Button browse(String id, Supplier<Optional<Path>> choice, CustomTextField field) {
        Button browse =
                Buttons.icon(
                        id,
                        Feather.FOLDER,
                        text("models.import.browse"),
                        () -> choice.get().map(Path::toString).ifPresent(field::setText));
        browse.getStyleClass().add("tight");
        return browse;
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
                        form(),
                        progress(),
                        result(select),
                        problem,
                        kept());
        FileDrop.into(sheet, this::dropped);
        return sheet.buttons(changeButton(), closeButton(), cancelButton(), startButton());
    }

    void dropped(Path file) {
        if (!model.commands().busyProperty().get()) {
            model.forgetLastImport();
            path.setText(file.toString());
        }
    }

    private VBox form() {
        var zone =
                new HBox(10, Icons.of(Feather.DOWNLOAD), Labels.muted(text("models.import.drop")));
        zone.getStyleClass().add("drop-zone");
        var form = new VBox(16, zone, pathField, nameField, goldenField);
        shown(form, model.runProperty().isNull());
        return form;
    }

    private static void shown(Node node, ObservableBooleanValue when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
    }

    private ImportProgress progress() {
        var progress = new ImportProgress(desk.texts());
        model.runProperty().subscribe(run -> progress.show(run, Instant.now()));
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
        shown(change, model.runProperty().isNotNull().and(model.commands().busyProperty().not()));
        return change;
    }

    private Button cancelButton() {
        Button cancel = Buttons.plain("import-cancel", text("models.import.cancel"), model::cancel);
        shown(cancel, model.commands().busyProperty());
        return cancel;
    }

    private Button closeButton() {
        Button close =
                Buttons.plain("import-close", text("models.import.close"), desk.sheets()::close);
        close.setCancelButton(true);
        return close;
    }

    private Button startButton() {
        Button start = Buttons.primary("import-start", text("models.import.start"), this::start);
        start.disableProperty().bind(model.commands().busyProperty());
        shown(start, model.importedProperty().isNull());
        return start;
    }

    private void start() {
        pathField.valid();
        nameField.valid();
        goldenField.valid();
        switch (model.importModel(path.getText(), name.getText(), golden.getText())) {
            case NONE -> {}
            case NO_SOURCE -> pathField.invalid(text("models.import.path.missing"));
            case BAD_SOURCE -> pathField.invalid(text("models.import.path.invalid"));
            case BAD_NAME -> nameField.invalid(text("models.import.name.invalid"));
            case BAD_GOLDEN -> goldenField.invalid(text("models.import.path.invalid"));
        }
    }

    private String text(String key) {
        return desk.texts().text(key);
    }
}
