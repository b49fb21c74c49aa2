package io.casemate.views.models;

import io.casemate.engine.models.ModelCard;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.RiskClass;
import io.casemate.views.bridge.Commands;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.FormField;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.Sheet;
import io.casemate.views.shell.Desk;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

/// Asks for what people say about a model; an empty field leaves what was said before.
final class CardSheet {
    private final Desk desk;
    private final ModelName name;
    private final Commands commands;
    private final TextField owner;
    private final TextField purpose;
    private final TextField licence;
    private final TextField supplier;
    private final ComboBox<String> risk = new ComboBox<>();

    CardSheet(Desk desk, ModelName name, ModelCard card) {
        this.desk = desk;
        this.name = name;
        commands = new Commands(desk.threads());
        owner = field("card-owner", card.owner());
        purpose = field("card-purpose", card.purpose());
        licence = field("card-licence", card.licence());
        supplier = field("card-supplier", card.supplier());
        risk.setId("card-risk");
        for (RiskClass one : RiskClass.values()) {
            risk.getItems().add(one.name().toLowerCase(Locale.ROOT));
        }
        card.risk().ifPresent(it -> risk.setValue(it.name().toLowerCase(Locale.ROOT)));
    }

    private static TextField field(String id, Optional<String> text) {
        var field = new TextField(text.orElse(""));
        field.setId(id);
        return field;
    }

    Sheet sheet() {
        Button cancel =
                Buttons.plain("card-close", desk.texts().text("kit.close"), desk.sheets()::close);
        cancel.setCancelButton(true);
        Button save =
                Buttons.primary("card-save", desk.texts().text("models.card.save"), this::save);
        save.disableProperty().bind(commands.busyProperty());
        return new Sheet(
                        "card-sheet",
                        desk.texts().text("models.card.title", name),
                        formField("owner", owner),
                        formField("purpose", purpose),
                        formField("risk", risk),
                        formField("licence", licence),
                        formField("supplier", supplier),
                        ProblemCard.following(desk.texts(), commands.problemProperty()))
                .buttons(cancel, save);
    }

    private FormField formField(String key, javafx.scene.control.Control input) {
        return new FormField(
                desk.texts().text("models.card." + key),
                input,
                desk.texts().text("models.card." + key + ".hint"));
    }

    private void save() {
        var news =
                new ModelCard(
                        given(owner),
                        given(purpose),
                        Optional.ofNullable(risk.getValue())
                                .map(it -> RiskClass.valueOf(it.toUpperCase(Locale.ROOT))),
                        given(licence),
                        given(supplier));
        commands.run(
                () -> desk.rooms().records().curation().describe(name, news),
                _ -> desk.sheets().close());
    }

    private static Optional<String> given(TextField field) {
        return Optional.of(field.getText().strip()).filter(text -> !text.isEmpty());
    }
}
