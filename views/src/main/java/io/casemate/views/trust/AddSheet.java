package io.casemate.views.trust;

import atlantafx.base.controls.CustomTextField;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.FileDialogs;
import io.casemate.views.kit.FormField;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.Sheet;
import io.casemate.views.shell.Desk;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;

/// Asks for a public key or certificate to trust.
final class AddSheet {
    private final Desk desk;
    private final TrustViewModel model;
    private final CustomTextField file = field("trust-file");
    private final CustomTextField name = field("trust-name");
    private final FormField fileField;
    private final FormField nameField;

    AddSheet(Desk desk, TrustViewModel model) {
        this.desk = desk;
        this.model = model;
        fileField = new FormField(text("trust.file"), file, text("trust.file.hint"));
        nameField = new FormField(text("trust.name"), name, text("trust.name.hint"));
        FileDialogs.offer(file, "trust-file-browse", text("trust.browse"), this::browse);
    }

    private static CustomTextField field(String id) {
        var field = new CustomTextField();
        field.setId(id);
        return field;
    }

    private Optional<Path> browse(Node owner) {
        return new FileDialogs(text("trust.add.title")).file(owner, text("trust.file"), "*.*");
    }

    Sheet sheet() {
        model.changes().dismiss();
        ProblemCard problem =
                ProblemCard.following(desk.texts(), model.changes().problemProperty());
        problem.setId("trust-problem");
        Button close = Buttons.plain("trust-add-close", text("kit.close"), desk.sheets()::close);
        close.setCancelButton(true);
        Button add = Buttons.primary("trust-add-run", text("trust.add.run"), this::add);
        add.disableProperty().bind(model.changes().busyProperty());
        return new Sheet("trust-add-sheet", text("trust.add.title"), fileField, nameField, problem)
                .buttons(close, add);
    }

    private void add() {
        fileField.valid();
        nameField.valid();
        switch (model.add(file.getText(), name.getText(), desk.sheets()::close)) {
            case NONE -> {}
            case NO_FILE -> fileField.invalid(text("trust.file.missing"));
            case BAD_FILE -> fileField.invalid(text("trust.file.invalid"));
            case NO_NAME -> nameField.invalid(text("trust.name.missing"));
        }
    }

    private String text(String key) {
        return desk.texts().text(key);
    }
}
