package io.casemate.views.deployments;

import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.LiveProgress;
import io.casemate.views.kit.Labels;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;

/// What a command does now; takes no room while none runs.
final class RunningStep extends VBox {

    RunningStep(Commands commands, ObservableValue<LiveProgress.Step> step) {
        super(8);
        Label text = Labels.wrapping("", "muted");
        text.textProperty().bind(step.map(LiveProgress.Step::text));
        var bar = new ProgressBar();
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.progressProperty().bind(step.map(LiveProgress.Step::fraction));
        getChildren().addAll(text, bar);
        visibleProperty().bind(commands.busyProperty());
        managedProperty().bind(commands.busyProperty());
    }
}
