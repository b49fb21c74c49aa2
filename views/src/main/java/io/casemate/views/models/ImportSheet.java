package io.casemate.views.models;

import atlantafx.base.controls.CustomTextField;
import io.casemate.engine.models.Revision;
import io.casemate.views.bridge.LiveProgress;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.FileDialogs;
import io.casemate.views.kit.FormField;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.Sheet;
import io.casemate.views.shell.Desk;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
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

    Sheet sheet() {
        model.forgetLastImport();
        ProblemCard problem =
                ProblemCard.following(desk.texts(), model.commands().problemProperty());
        problem.setId("import-problem");
        var sheet =
                new Sheet(
                        "import-sheet",
                        text("models.import.title"),
                        pathField,
                        nameField,
                        goldenField,
                        running(),
                        result(),
                        problem);
        return sheet.buttons(closeButton(), startButton());
    }

    private VBox running() {
        var step = new Label();
        step.setId("import-step");
        step.textProperty().bind(model.stepProperty().map(LiveProgress.Step::text));
        var bar = new ProgressBar();
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.progressProperty().bind(model.stepProperty().map(LiveProgress.Step::fraction));
        var running = new VBox(8, step, bar);
        running.visibleProperty().bind(model.commands().busyProperty());
        running.managedProperty().bind(model.commands().busyProperty());
        return running;
    }

    private Label result() {
        Label result = Labels.wrapping("", "import-result");
        result.setId("import-result");
        result.textProperty().bind(model.importedProperty().map(this::sentence).orElse(""));
        result.visibleProperty().bind(model.importedProperty().isNotNull());
        result.managedProperty().bind(model.importedProperty().isNotNull());
        return result;
    }

    private String sentence(Revision revision) {
        return desk.texts()
                .text(
                        "models.import.done",
                        revision.model(),
                        revision.id().digest().abbreviated(),
                        revision.bytes());
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
