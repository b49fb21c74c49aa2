package io.casemate.views.shell;

import io.casemate.engine.feed.Subscription;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Task;
import io.casemate.engine.tasks.TaskId;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Icons;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.Sheet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The bottom of the window: the task that runs, and on request the last ones.
final class TasksStrip extends VBox {
    private static final int LISTED = 8;

    private final Desk desk;
    private final Commands commands;
    private final Map<TaskId, TaskRow> rows = new HashMap<>();
    private final Label quiet;
    private final Label summary = Labels.of("", "small", "muted");
    private final HBox current = new HBox();
    private final VBox list = new VBox();
    private final Button expand;
    private List<Task> tasks = List.of();

    TasksStrip(Desk desk) {
        this.desk = desk;
        commands = new Commands(desk.threads());
        quiet = Labels.of(desk.texts().text("tasks.none"), "small", "subtle");
        expand =
                Buttons.icon(
                        "expand-tasks",
                        Feather.CHEVRON_UP,
                        desk.texts().text("tasks.expand"),
                        this::toggleList);
        setId("tasks-strip");
        getStyleClass().add("tasks-strip");
        list.setId("tasks-list");
        list.getStyleClass().add("tasks-list");
        HBox.setHgrow(current, Priority.ALWAYS);
        current.setAlignment(Pos.CENTER_LEFT);
        var line = new HBox(current, summary, expand);
        line.getStyleClass().add("tasks-line");
        getChildren().add(line);
        show(List.of());
    }

    Subscription observe() {
        return Latest.of(desk.rooms().tasks().all(), desk.threads().ui(), this::show);
    }

    private void show(List<Task> snapshot) {
        tasks = snapshot;
        rows.keySet().retainAll(snapshot.stream().map(Task::id).toList());
        snapshot.forEach(task -> rows.computeIfAbsent(task.id(), _ -> newRow(task)).show(task));
        long running = snapshot.stream().filter(Task::isRunning).count();
        summary.setText(
                running > 1 ? desk.texts().text("tasks.count", Long.toString(running)) : "");
        expand.setVisible(!snapshot.isEmpty());
        layOut();
    }

    private TaskRow newRow(Task task) {
        return new TaskRow(desk.texts(), task, this::cancel, this::explain);
    }

    /// Puts the newest task into the line, or all of the last ones into the list.
    private void layOut() {
        boolean isListed = getChildren().contains(list);
        current.getChildren().clear();
        list.getChildren().clear();
        if (tasks.isEmpty()) {
            current.getChildren().setAll(quiet);
        } else if (isListed) {
            current.getChildren().setAll(Labels.heading(desk.texts().text("tasks.title")));
            tasks.stream().limit(LISTED).map(this::row).forEach(list.getChildren()::add);
        } else {
            TaskRow row = row(tasks.getFirst());
            HBox.setHgrow(row, Priority.ALWAYS);
            current.getChildren().setAll(row);
        }
    }

    private TaskRow row(Task task) {
        return rows.computeIfAbsent(task.id(), _ -> newRow(task));
    }

    private void toggleList() {
        boolean isOpening = !getChildren().remove(list);
        if (isOpening) {
            getChildren().add(list);
        }
        expand.setGraphic(Icons.of(isOpening ? Feather.CHEVRON_DOWN : Feather.CHEVRON_UP));
        layOut();
    }

    private void cancel(TaskId id) {
        commands.read(
                () -> {
                    desk.rooms().tasks().cancel(id);
                    return id;
                },
                _ -> {});
    }

    private void explain(Problem problem) {
        desk.sheets()
                .show(
                        new Sheet(
                                        "task-problem",
                                        desk.texts().text("tasks.problem"),
                                        new ProblemCard(desk.texts(), problem))
                                .buttons(
                                        Buttons.primary(
                                                "close-task-problem",
                                                desk.texts().text("kit.close"),
                                                desk.sheets()::close)));
    }
}
