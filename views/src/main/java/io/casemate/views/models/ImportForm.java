package io.casemate.views.models;

import atlantafx.base.controls.CustomTextField;
import io.casemate.engine.airlock.InterruptedCopy;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.FileDialogs;
import io.casemate.views.kit.FormField;
import io.casemate.views.kit.Icons;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// What is asked before an import: which model, under which name, with which golden set.
final class ImportForm extends VBox {
    private static final String[] PATTERNS = {"*.onnx", "*.zip", "*.tar", "*.tar.gz", "*.tgz"};

    private final Texts texts;
    private final ImportViewModel model;
    private final CustomTextField path = field("import-path");
    private final CustomTextField name = field("import-name");
    private final CustomTextField golden = field("import-golden");
    private final FormField pathField;
    private final FormField nameField;
    private final FormField goldenField;

    ImportForm(Texts texts, ImportViewModel model) {
        super(16);
        this.texts = texts;
        this.model = model;
        pathField = new FormField(text("path"), path, text("path.hint"));
        nameField = new FormField(text("name"), name, text("name.hint"));
        goldenField = new FormField(text("golden"), golden, text("golden.hint"));
        getChildren()
                .addAll(
                        dropZone(),
                        new InterruptedList(texts, model, this::goOn),
                        pathField,
                        nameField,
                        goldenField);
        FileDialogs.offer(
                golden,
                "import-golden-browse",
                text("browse"),
                new FileDialogs(text("golden"))::folder);
    }

    private static CustomTextField field(String id) {
        var field = new CustomTextField();
        field.setId(id);
        return field;
    }

    private VBox dropZone() {
        var zone =
                new VBox(
                        6,
                        Icons.large(Feather.DOWNLOAD),
                        Labels.of(text("drop"), "strong"),
                        Labels.wrapping(text("drop.hint"), "muted", "small", "drop-hint"));
        zone.setId("import-drop");
        zone.getStyleClass().add("drop-zone");
        if (FileDialogs.areAvailable()) {
            zone.getChildren().add(choices());
        }
        return zone;
    }

    /// The operating system's own dialogs, where there are any.
    private HBox choices() {
        var dialogs = new FileDialogs(text("title"));
        var choices =
                new HBox(
                        8,
                        Buttons.plain(
                                "import-choose-file",
                                text("choose.file"),
                                () -> show(dialogs.file(path, text("file"), PATTERNS))),
                        Buttons.plain(
                                "import-choose-folder",
                                text("choose.folder"),
                                () -> show(dialogs.folder(path))));
        choices.setAlignment(Pos.CENTER);
        return choices;
    }

    private void show(Optional<Path> chosen) {
        chosen.ifPresent(this::show);
    }

    /// Puts `source` into the form, as if it had been typed.
    void show(Path source) {
        path.setText(source.toString());
    }

    private void goOn(InterruptedCopy copy) {
        path.setText(copy.place());
        name.setText(copy.name().orElse(""));
        golden.setText(copy.golden().orElse(""));
        start();
    }

    /// {@return what starting does: import, or continue at so many bytes}
    ObservableValue<String> startText() {
        return Bindings.createStringBinding(
                () ->
                        model.interruptedCopyOf(path.getText())
                                .map(copy -> text("continue", copy.copied()))
                                .orElseGet(() -> text("start")),
                path.textProperty(),
                model.interruptedProperty());
    }

    /// {@return whether an import of what the form names goes on with an interrupted copy}
    ObservableBooleanValue goesOn() {
        return Bindings.createBooleanBinding(
                () -> model.interruptedCopyOf(path.getText()).isPresent(),
                path.textProperty(),
                model.interruptedProperty());
    }

    void start() {
        pathField.valid();
        nameField.valid();
        goldenField.valid();
        switch (model.importModel(path.getText(), name.getText(), golden.getText())) {
            case NONE -> {}
            case NO_SOURCE -> pathField.invalid(text("path.missing"));
            case BAD_SOURCE -> pathField.invalid(text("path.invalid"));
            case BAD_NAME -> nameField.invalid(text("name.invalid"));
            case BAD_GOLDEN -> goldenField.invalid(text("path.invalid"));
        }
    }

    private String text(String key, Object... arguments) {
        return texts.text("models.import." + key, arguments);
    }
}
