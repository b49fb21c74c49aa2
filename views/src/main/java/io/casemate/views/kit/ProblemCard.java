package io.casemate.views.kit;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.problem.ProblemCode;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// A refusal or failure: what happened, why, what to do, and its code. Takes no room while there is
/// no problem.
public final class ProblemCard extends HBox {
    private final Label what = Labels.wrapping("", "problem-what");
    private final Label why = Labels.wrapping("", "problem-why");
    private final Label remedy = Labels.wrapping("", "problem-remedy");
    private final Label code = Labels.of("", "problem-code");
    private String plain = "";

    public ProblemCard(Texts texts) {
        getStyleClass().add("problem-card");
        Tone.NEUTRAL.paint(this);
        var content = new VBox(what, why, remedy, code);
        content.getStyleClass().add("problem-texts");
        HBox.setHgrow(content, Priority.ALWAYS);
        Button copy = Buttons.icon("", Feather.COPY, texts.text("kit.copy"), this::copy);
        copy.setId(null);
        copy.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(Icons.of(Feather.ALERT_TRIANGLE), content, copy);
        show(null);
    }

    public ProblemCard(Texts texts, Problem problem) {
        this(texts);
        show(problem);
    }

    /// {@return a card that shows whatever problem `source` holds}
    public static ProblemCard following(
            Texts texts, ObservableValue<? extends @Nullable Problem> source) {
        var card = new ProblemCard(texts);
        source.subscribe(card::show);
        return card;
    }

    public void show(@Nullable Problem problem) {
        setVisible(problem != null);
        setManaged(problem != null);
        if (problem != null) {
            tone(problem.code().kind()).paint(this);
            what.setText(problem.what());
            why.setText(problem.why());
            remedy.setText(problem.remedy());
            code.setText(problem.code().id());
            plain = problem.toString();
        }
    }

    private static Tone tone(ProblemCode.Kind kind) {
        return switch (kind) {
            case REQUEST, CAPACITY -> Tone.WARNING;
            case ENVIRONMENT, DEFECT -> Tone.BAD;
        };
    }

    private void copy() {
        var content = new ClipboardContent();
        content.putString(plain);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
