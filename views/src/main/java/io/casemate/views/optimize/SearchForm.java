package io.casemate.views.optimize;

import io.casemate.engine.models.Revision;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.Goal;
import io.casemate.engine.units.Bytes;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Choice;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.RunningStep;
import io.casemate.views.shell.Desk;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
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

    private final Desk desk;
    private final SearchViewModel model;
    private final ObjectProperty<@Nullable Revision> parent;
    private final Slider snr = slider("search-snr", 10, MOST_DB, Gate.STANDARD_SNR_DB);
    private final Slider budget = slider("search-budget", 1, MOST_MINUTES, 5);
    private final LimitSlider loss;
    private final LimitSlider p99;
    private final LimitSlider size;

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
        loss = limit(new LimitSlider.Scale("search-loss", 0.05, 20, 100), "loss");
        p99 = limit(new LimitSlider.Scale("search-p99", 0.05, 5000, 1e6), "p99");
        size = limit(new LimitSlider.Scale("search-size", 0.05, 20_000, 1e6), "size.limit");
        ProblemCard problem =
                ProblemCard.following(desk.texts(), model.commands().problemProperty());
        problem.setId("search-problem");
        getChildren()
                .addAll(
                        new InterruptedSearches(desk.texts(), model),
                        parents,
                        Labels.muted(text("goal")),
                        goals(),
                        labelled("snr", snr, "%.0f dB"),
                        loss,
                        p99,
                        size,
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

    private LimitSlider limit(LimitSlider.Scale scale, String key) {
        return new LimitSlider(scale, text(key), text(key + ".hint"));
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
        Optional<OptionalDouble> share = loss.value(this::wrong);
        Optional<OptionalDouble> millis = p99.value(this::wrong);
        Optional<OptionalDouble> megabytes = size.value(this::wrong);
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

    private String wrong(String typed) {
        return text("number", typed);
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text("optimize.search." + key, arguments);
    }
}
