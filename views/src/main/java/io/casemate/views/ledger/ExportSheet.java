package io.casemate.views.ledger;

import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.FormField;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.Sheet;
import io.casemate.views.kit.Texts;
import io.casemate.views.shell.Desk;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/// Asks where the ledger is to be written.
final class ExportSheet {
    private final Texts texts;
    private final LedgerModel model;
    private final TextField file = new TextField();
    private final FormField field;
    private final Label done = Labels.wrapping("");
    private final Sheet sheet;

    ExportSheet(Desk desk, LedgerModel model) {
        this.model = model;
        texts = desk.texts();
        model.exporting.dismiss();
        file.setId("export-file");
        field =
                new FormField(
                        texts.text("ledger.export.file"), file, texts.text("ledger.export.hint"));
        done.setId("export-done");
        done.managedProperty().bind(done.textProperty().isNotEmpty());
        Button cancel =
                Buttons.plain("export-close", texts.text("kit.close"), desk.sheets()::close);
        cancel.setCancelButton(true);
        Button export = Buttons.primary("export-run", texts.text("ledger.export"), this::export);
        export.disableProperty().bind(model.exporting.busyProperty());
        sheet =
                new Sheet(
                                "export-sheet",
                                texts.text("ledger.export.title"),
                                field,
                                ProblemCard.following(texts, model.exporting.problemProperty()),
                                done)
                        .buttons(cancel, export);
    }

    static void open(Desk desk, LedgerModel model) {
        desk.sheets().show(new ExportSheet(desk, model).sheet);
    }

    private void export() {
        done.setText("");
        try {
            Path path = Path.of(file.getText().strip());
            if (path.isAbsolute()) {
                field.valid();
                model.export(path, count -> finished(path, count));
            } else {
                field.invalid(texts.text("ledger.export.relative"));
            }
        } catch (InvalidPathException e) {
            field.invalid(texts.text("ledger.export.invalid", e.getReason()));
        }
    }

    private void finished(Path path, long count) {
        done.setText(texts.text("ledger.export.done", Figures.count(count), path));
    }
}
