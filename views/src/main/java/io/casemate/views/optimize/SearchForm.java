package io.casemate.views.optimize;

import io.casemate.engine.models.Revision;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.Goal;
import io.casemate.engine.units.Bytes;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Choice;
import io.casemate.views.kit.FormField;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.RunningStep;
import io.casemate.views.shell.Desk;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The goal, the limits and the budget of a search.
final class SearchForm extends VBox {
    private static final double MICROS_PER_MILLI = 1000;
    private static final double MOST_DB = 60;
    private static final double MOST_MINUTES = 30;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");

    private final Desk desk;
    private final SearchViewModel model;
    private final ObjectProperty<@Nullable Revision> parent;
    private final Slider snr = slider("search-snr", 10, MOST_DB, Gate.STANDARD_SNR_DB);
    private final Slider budget = slider("search-budget", 1, MOST_MINUTES, 5);
    private final TextField loss = field("search-loss");
    private final TextField p99 = field("search-p99");
    private final TextField size = field("search-size");
    private final FormField lossField;
    private final FormField p99Field;
    private final FormField sizeField;

    /// @param sources what can be searched, and what is chosen of it
    SearchForm(Desk desk, SearchViewModel model, OptimizeViewModel sources) {
        super(12);
        this.desk = desk;
        this.model = model;
        this.parent = sources.parentProperty();
        ComboBox<Revision> parents =
                Choice.ofRevision(
                        "search-parent",
                        sources.parents(),
                        desk.texts().text("optimize.parent.none"));
        parents.valueProperty().bindBidirectional(parent);
        lossField = new FormField(text("loss"), loss, text("loss.hint"));
        p99Field = new FormField(text("p99"), p99, text("p99.hint"));
        sizeField = new FormField(text("size.limit"), size, text("size.hint"));
        ProblemCard problem =
                ProblemCard.following(desk.texts(), model.commands().problemProperty());
        problem.setId("search-problem");
        getChildren()
                .addAll(
                        parents,
                        Labels.muted(text("goal")),
                        goals(),
                        labelled("snr", snr, "%.0f dB"),
                        lossField,
                        p99Field,
                        sizeField,
                        labelled("budget", budget, "%.0f min"),
                        buttons(),
                        new RunningStep(model.commands()),
                        problem);
    }

    private static Slider slider(String id, double least, double most, double standard) {
        var slider = new Slider(least, most, standard);
        slider.setId(id);
        slider.setBlockIncrement(1);
        return slider;
    }

    private static TextField field(String id) {
        var field = new TextField();
        field.setId(id);
        return field;
    }

    private HBox goals() {
        var group = new ToggleGroup();
        var row = new HBox(6);
        for (Goal goal : Goal.values()) {
            var button = new ToggleButton(text("goal." + goal.id()));
            button.setId("search-goal-" + goal.id());
            button.setUserData(goal);
            button.setToggleGroup(group);
            button.setMaxWidth(Double.MAX_VALUE);
            button.getStyleClass().add("tight");
            button.setSelected(model.goalProperty().get() == goal);
            HBox.setHgrow(button, Priority.ALWAYS);
            row.getChildren().add(button);
        }
        group.selectedToggleProperty()
                .addListener((_, before, chosen) -> {
                    if (chosen == null) {
                        group.selectToggle(before); // one is always chosen
                    } else {
                        model.goalProperty().set((Goal) chosen.getUserData());
                    }
                });
        return row;
    }

    private VBox labelled(String key, Slider slider, String form) {
        Label value = Labels.mono("");
        value.textProperty()
                .bind(
                        slider.valueProperty()
                                .map(it ->
                                        AttemptWords.text(
                                                form, (double) Math.round(it.doubleValue()))));
        var head = new HBox(Labels.muted(text(key)), Labels.spring(), value);
        return new VBox(4, head, slider);
    }

    private HBox buttons() {
        Button run = Buttons.primary("search-run", text("run"), this::run);
        run.setMaxWidth(Double.MAX_VALUE);
        run.disableProperty()
                .bind(
                        Bindings.createBooleanBinding(
                                () -> model.commands().busyProperty().get() || parent.get() == null,
                                model.commands().busyProperty(),
                                parent));
        Button stop = Buttons.plain("search-stop", text("stop"), model::stop);
        stop.disableProperty().bind(model.commands().busyProperty().not());
        HBox.setHgrow(run, Priority.ALWAYS);
        return new HBox(8, run, stop);
    }

    double leastSnrDb() {
        return Math.round(snr.getValue());
    }

    private void run() {
        Revision chosen = parent.get();
        Optional<OptionalDouble> share = number(lossField, loss, 100);
        Optional<OptionalDouble> millis = number(p99Field, p99, 1e6);
        Optional<OptionalDouble> megabytes = number(sizeField, size, 1e6);
        if (chosen == null || Stream.of(share, millis, megabytes).anyMatch(Optional::isEmpty)) {
            return;
        }
        var gate =
                new Gate(
                        "own",
                        leastSnrDb(),
                        scaled(share.get(), 0.01),
                        scaled(millis.get(), MICROS_PER_MILLI),
                        bytes(megabytes.get()));
        model.run(chosen, gate, Duration.ofMinutes(Math.round(budget.getValue())));
    }

    private static OptionalDouble scaled(OptionalDouble value, double factor) {
        return value.isPresent()
                ? OptionalDouble.of(value.getAsDouble() * factor)
                : OptionalDouble.empty();
    }

    private static Optional<Bytes> bytes(OptionalDouble mebibytes) {
        return mebibytes.isPresent()
                ? Optional.of(new Bytes(Math.round(mebibytes.getAsDouble() * (1 << 20))))
                : Optional.empty();
    }

    /// {@return the number in `input`, none where it is blank; empty, and marked, where it is
    /// neither}
    private Optional<OptionalDouble> number(FormField field, TextField input, double most) {
        field.valid();
        String typed = input.getText().strip();
        if (typed.isEmpty()) {
            return Optional.of(OptionalDouble.empty());
        }
        double value = NUMBER.matcher(typed).matches() ? Double.parseDouble(typed) : -1;
        if (value < 0 || value > most) {
            field.invalid(text("number", typed));
            return Optional.empty();
        }
        return Optional.of(OptionalDouble.of(value));
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text("optimize.search." + key, arguments);
    }
}
