package io.casemate.views.models;

import io.casemate.engine.problem.Outcome;
import io.casemate.views.bridge.Commands;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.FormField;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.Sheet;
import io.casemate.views.shell.Desk;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;

/// Asks one thing before a command: the reason of a decision, or the file to be written.
final class AskSheet {
    private AskSheet() {}

    /// @param key of the texts `KEY`, `KEY.ask` and `KEY.hint`
    static <T> Sheet of(Desk desk, String key, Function<String, Outcome<T>> command) {
        var commands = new Commands(desk.threads());
        var input = new TextField();
        input.setId("ask-text");
        Button cancel =
                Buttons.plain("ask-close", desk.texts().text("kit.close"), desk.sheets()::close);
        cancel.setCancelButton(true);
        Button run =
                Buttons.primary(
                        "ask-run",
                        desk.texts().text(key),
                        () ->
                                commands.run(
                                        () -> command.apply(input.getText().strip()),
                                        _ -> desk.sheets().close()));
        run.disableProperty().bind(commands.busyProperty());
        return new Sheet(
                        "ask-sheet",
                        desk.texts().text(key),
                        new FormField(
                                desk.texts().text(key + ".ask"),
                                input,
                                desk.texts().text(key + ".hint")),
                        ProblemCard.following(desk.texts(), commands.problemProperty()))
                .buttons(cancel, run);
    }
}
