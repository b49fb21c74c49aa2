package io.casemate.views.kit;

import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.LiveProgress;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;

/// What a command does now; takes no room while none runs.
public final class RunningStep extends VBox {

    public RunningStep(Commands commands) {
        super(8);
        Label text = Labels.wrapping("", "muted");
        text.textProperty().bind(commands.stepProperty().map(LiveProgress.Step::text));
        var bar = new ProgressBar();
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.progressProperty().bind(commands.stepProperty().map(LiveProgress.Step::fraction));
        getChildren().addAll(text, bar);
        Shown.when(this, commands.busyProperty());
    }
}
