package io.casemate.views.shell;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Task;
import io.casemate.engine.tasks.TaskId;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.StatusPill;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;

/// A task in the strip: what, how far, and the way to stop it or to see why it was refused.
final class TaskRow extends HBox {
    private static final double STATE_WIDTH = 96;
    private static final double TITLE_WIDTH = 280;

    private final Texts texts;
    private final StatusPill state = new StatusPill();
    private final Label title = Labels.of("", "strong");
    private final Label step = Labels.of("", "muted", "small");
    private final ProgressBar progress = new ProgressBar();
    private final Button cancel;
    private final Button details;
    private Task shown;

    TaskRow(Texts texts, Task task, Consumer<TaskId> onCancel, Consumer<Problem> onDetails) {
        this.texts = texts;
        shown = task;
        getStyleClass().add("task-row");
        state.setMinWidth(STATE_WIDTH);
        title.setPrefWidth(TITLE_WIDTH);
        title.setMinWidth(0);
        progress.setPrefWidth(160);
        progress.setMinWidth(120);
        cancel =
                Buttons.plain(
                        "cancel-task-" + task.id().number(),
                        texts.text("tasks.cancel"),
                        () -> onCancel.accept(shown.id()));
        details =
                Buttons.plain(
                        "task-details-" + task.id().number(),
                        texts.text("tasks.details"),
                        () -> shown.problem().ifPresent(onDetails));
        for (Button button : new Button[] {cancel, details}) {
            button.getStyleClass().add("tight");
            button.setMinWidth(USE_PREF_SIZE);
        }
        getChildren().addAll(state, title, step, Labels.spring(), progress, cancel, details);
        show(task);
    }

    void show(Task task) {
        shown = task;
        title.setText(task.title());
        step.setText(task.problem().map(Problem::what).orElse(task.step()));
        progress.setProgress(task.fraction());
        reveal(progress, task.isRunning());
        reveal(cancel, task.isRunning());
        reveal(details, task.problem().isPresent() && task.state() == Task.State.REFUSED);
        state.show(tone(task.state()), word(task.state()));
    }

    private static void reveal(Node node, boolean isWanted) {
        node.setVisible(isWanted);
        node.setManaged(isWanted);
    }

    private static Tone tone(Task.State state) {
        return switch (state) {
            case RUNNING -> Tone.ACCENT;
            case DONE -> Tone.GOOD;
            case REFUSED -> Tone.BAD;
            case CANCELLED -> Tone.NEUTRAL;
        };
    }

    private String word(Task.State state) {
        return switch (state) {
            case RUNNING -> texts.text("tasks.running");
            case DONE -> texts.text("tasks.done");
            case REFUSED -> texts.text("tasks.refused");
            case CANCELLED -> texts.text("tasks.cancelled");
        };
    }
}
