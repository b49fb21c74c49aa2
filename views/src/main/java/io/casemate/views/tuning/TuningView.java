package io.casemate.views.tuning;

import io.casemate.engine.models.Revision;
import io.casemate.engine.tuning.Comparison;
import io.casemate.engine.tuning.Ratio;
import io.casemate.engine.tuning.Trial;
import io.casemate.engine.tuning.TuningGoal;
import io.casemate.engine.tuning.TuningProfile;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Choice;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.RunningStep;
import io.casemate.views.shell.Desk;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Lays the screen out and binds it. Decides nothing: every choice is in [TuningViewModel].
final class TuningView extends HBox {
    private static final double FORM_WIDTH = 380;

    private final Desk desk;
    private final TuningViewModel model;
    private final ComboBox<Revision> revisions;
    private final Panel chosen;

    TuningView(Desk desk, TuningViewModel model) {
        this.desk = desk;
        this.model = model;
        setId("tuning");
        getStyleClass().add("screen");
        revisions = Choice.ofRevision("tuning-revision", model.revisions(), text("revision.none"));
        revisions.valueProperty().bindBidirectional(model.revisionProperty());
        chosen = new Panel(text("chosen"));
        Panel form = form().wide(FORM_WIDTH);
        TableView<LiveRow<Trial>> table = table();
        var tried = new Panel(text("tried"), table).flush();
        VBox.setVgrow(tried, Priority.ALWAYS);
        chosen.setMinHeight(USE_PREF_SIZE);
        var right = new VBox(16, chosen, tried, new PlacementPanel(desk, model));
        HBox.setHgrow(right, Priority.ALWAYS);
        getChildren().addAll(form, right);
        model.profileProperty().subscribe(this::show);
    }

    /// Puts the keyboard where a run begins.
    void start() {
        revisions.requestFocus();
    }

    private Panel form() {
        ComboBox<TuningGoal> goals =
                Choice.of(
                        "tuning-goal",
                        FXCollections.observableArrayList(TuningGoal.values()),
                        goal -> text("goal." + goal.id()));
        goals.setMaxWidth(Double.MAX_VALUE);
        goals.valueProperty().bindBidirectional(model.goalProperty());
        ComboBox<Duration> budgets =
                Choice.of(
                        "tuning-budget",
                        FXCollections.observableArrayList(TuningViewModel.BUDGETS),
                        budget -> text("budget.seconds", budget.toSeconds()));
        budgets.setMaxWidth(Double.MAX_VALUE);
        budgets.valueProperty().bindBidirectional(model.budgetProperty());
        ProblemCard problem =
                ProblemCard.following(desk.texts(), model.commands().problemProperty());
        problem.setId("tuning-problem");
        return new Panel(
                text("form"),
                Labels.muted(text("revision")),
                revisions,
                Labels.muted(text("goal")),
                goals,
                Labels.muted(text("budget")),
                budgets,
                Labels.wrapping(text("hint"), "muted"),
                runButton(),
                new RunningStep(model.commands()),
                problem);
    }

    private Button runButton() {
        Button run = Buttons.primary("tuning-run", text("run"), model::tune);
        run.setMaxWidth(Double.MAX_VALUE);
        run.disableProperty()
                .bind(model.commands().busyProperty().or(model.revisionProperty().isNull()));
        return run;
    }

    private void show(@Nullable TuningProfile profile) {
        if (profile == null) {
            chosen.content(Labels.wrapping(text("chosen.none"), "muted"));
            return;
        }
        var grid =
                new KeyValueGrid()
                        .row(text("settings"), profile.chosen().words())
                        .row(
                                text("gain"),
                                profile.gain()
                                        .map(it -> gain(profile.goal(), it))
                                        .orElseGet(() -> text("gain.none")))
                        .row(text("inputs"), profile.inputs())
                        .row(text("host"), profile.host().words())
                        .row(
                                text("count"),
                                text(
                                        profile.search().isComplete() ? "count.all" : "count.late",
                                        profile.search().trials().size(),
                                        profile.search().space()));
        chosen.content(grid);
    }

    private String gain(TuningGoal goal, Comparison comparison) {
        return "%s %s".formatted(text("goal." + goal.id()), comparison.of(goal).words());
    }

    private TableView<LiveRow<Trial>> table() {
        var empty = new EmptyState(Feather.SLIDERS, text("empty"), text("empty.hint"));
        return LiveTable.of(
                "tuning-trials",
                model.trials(),
                empty,
                List.of(
                        Columns.wide(
                                Columns.text(text("column.setting"), it -> it.setting().words()),
                                130),
                        ratio("column.p99", Comparison::p99),
                        ratio("column.throughput", Comparison::throughput),
                        ratio("column.cpu", Comparison::cpu),
                        Columns.wide(Columns.text(text("column.outcome"), this::outcome), 190)));
    }

    private TableColumn<LiveRow<Trial>, String> ratio(
            String title, Function<Comparison, Ratio> of) {
        return Columns.wide(
                Columns.figures(
                        text(title),
                        trial ->
                                trial instanceof Trial.Measured(_, Comparison comparison)
                                        ? brief(of.apply(comparison))
                                        : ""),
                165);
    }

    private static String brief(Ratio ratio) {
        return String.format(
                Locale.ROOT, "×%.2f %.2f–%.2f", ratio.value(), ratio.low(), ratio.high());
    }

    private String outcome(Trial trial) {
        return switch (trial) {
            case Trial.Measured(_, Comparison comparison) ->
                    text(
                            comparison.of(model.goalProperty().get()).isBetter()
                                    ? "outcome.better"
                                    : "outcome.measured");
            case Trial.Differs(_, String difference) -> text("outcome.differs", difference);
            case Trial.Failed(_, String code, String why) -> text("outcome.failed", code, why);
        };
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text("tuning." + key, arguments);
    }
}
