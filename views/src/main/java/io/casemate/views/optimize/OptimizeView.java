package io.casemate.views.optimize;

import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Revision;
import io.casemate.engine.quantize.Recipe;
import io.casemate.views.bridge.LiveProgress;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.ChoiceCard;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.shell.Desk;
import java.util.List;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Lays the screen out and binds it. Decides nothing: every choice is in [OptimizeViewModel].
final class OptimizeView extends HBox {
    private static final double FORM_WIDTH = 380;

    private final Desk desk;
    private final OptimizeViewModel model;
    private final ResultPanel result;
    private final ComboBox<Revision> parents;
    private final TableView<LiveRow<Revision>> table;

    /// @param search shows the search with a goal instead
    OptimizeView(Desk desk, OptimizeViewModel model, Runnable search) {
        this.desk = desk;
        this.model = model;
        setId("optimize");
        getStyleClass().add("screen");
        result = new ResultPanel(desk);
        parents = parentBox();
        table = table();
        Panel form = form().tools(Buttons.quiet("optimize-search", text("search"), search));
        form.setMinWidth(FORM_WIDTH);
        form.setPrefWidth(FORM_WIDTH);
        form.setMaxWidth(FORM_WIDTH);
        var history = new Panel(text("variants"), table).flush();
        VBox.setVgrow(history, Priority.ALWAYS);
        VBox.setVgrow(table, Priority.ALWAYS);
        result.setMinHeight(USE_PREF_SIZE);
        var right = new VBox(16, result, history);
        HBox.setHgrow(right, Priority.ALWAYS);
        getChildren().addAll(form, right);
        model.madeProperty().addListener((_, _, made) -> showMade(made));
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((_, _, row) -> result.show(row == null ? null : row.value()));
    }

    /// Puts the keyboard where a quantization begins: into the choice of the revision.
    void startChoosing() {
        parents.requestFocus();
    }

    private void showMade(@Nullable Revision made) {
        table.getSelectionModel().clearSelection();
        result.show(made);
    }

    private Panel form() {
        ProblemCard problem =
                ProblemCard.following(desk.texts(), model.commands().problemProperty());
        problem.setId("optimize-problem");
        return new Panel(
                text("form"),
                Labels.muted(text("parent")),
                parents,
                Labels.muted(text("recipe")),
                recipes(),
                runButton(),
                running(),
                problem);
    }

    private ComboBox<Revision> parentBox() {
        var box = new ComboBox<>(model.parents());
        box.setId("optimize-parent");
        box.setMaxWidth(Double.MAX_VALUE);
        box.setPromptText(text("parent.none"));
        box.setConverter(new RevisionName());
        box.valueProperty().bindBidirectional(model.parentProperty());
        return box;
    }

    private VBox recipes() {
        var group = new ToggleGroup();
        var cards = new VBox(8);
        for (Recipe recipe : Recipe.standard()) {
            ToggleButton card = card(recipe);
            card.setToggleGroup(group);
            card.setSelected(model.recipeProperty().get() == recipe);
            cards.getChildren().add(card);
        }
        group.selectedToggleProperty()
                .addListener((_, before, chosen) -> {
                    if (chosen == null) {
                        group.selectToggle(before); // one is always chosen
                    } else {
                        model.recipeProperty().set((Recipe) chosen.getUserData());
                    }
                });
        return cards;
    }

    private ToggleButton card(Recipe recipe) {
        var card =
                new ChoiceCard("recipe-" + recipe.id(), recipe.id(), text("recipe." + recipe.id()));
        card.setUserData(recipe);
        return card;
    }

    private Button runButton() {
        Button run = Buttons.primary("quantize-run", text("run"), model::run);
        run.setMaxWidth(Double.MAX_VALUE);
        run.disableProperty()
                .bind(model.commands().busyProperty().or(model.parentProperty().isNull()));
        return run;
    }

    private VBox running() {
        Label step = Labels.wrapping("", "muted");
        step.setId("optimize-step");
        step.textProperty().bind(model.stepProperty().map(LiveProgress.Step::text));
        var bar = new ProgressBar();
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.progressProperty().bind(model.stepProperty().map(LiveProgress.Step::fraction));
        var running = new VBox(8, step, bar);
        running.visibleProperty().bind(model.commands().busyProperty());
        running.managedProperty().bind(model.commands().busyProperty());
        return running;
    }

    private TableView<LiveRow<Revision>> table() {
        var empty = new EmptyState(Feather.LAYERS, text("variants.empty"), text("variants.hint"));
        return LiveTable.of(
                "optimize-variants",
                model.variants(),
                empty,
                List.of(
                        Columns.wide(
                                Columns.text(text("column.model"), one -> one.model().text()), 110),
                        Columns.wide(
                                Columns.text(text("column.recipe"), card(QuantizationCard::recipe)),
                                110),
                        Columns.wide(
                                Columns.mono(
                                        text("column.revision"),
                                        one -> one.id().digest().abbreviated()),
                                120),
                        Columns.wide(
                                Columns.number(
                                        text("column.size"), Revision::bytes, Object::toString),
                                90),
                        Columns.wide(
                                Columns.mono(
                                        text("column.snr"), words(words -> words.snr() + " dB")),
                                80),
                        Columns.wide(
                                Columns.mono(text("column.top1"), words(CardWords::variantTop1)),
                                70),
                        Columns.wide(
                                Columns.text(text("column.speed"), words(CardWords::verdict)),
                                230)));
    }

    private Function<Revision, String> words(Function<CardWords, String> text) {
        return card(card -> text.apply(new CardWords(desk.texts(), card)));
    }

    private static Function<Revision, String> card(Function<QuantizationCard, String> text) {
        return revision ->
                revision.origin() instanceof Origin.Quantized(_, QuantizationCard card)
                        ? text.apply(card)
                        : "";
    }

    private String text(String key) {
        return desk.texts().text("optimize." + key);
    }

    /// A revision in the list of parents.
    private static final class RevisionName extends StringConverter<Revision> {

        @Override
        public String toString(@Nullable Revision revision) {
            return revision == null
                    ? ""
                    : "%s  %s  %s"
                            .formatted(
                                    revision.model(),
                                    revision.id().digest().abbreviated(),
                                    revision.bytes());
        }

        @Override
        public Revision fromString(String text) {
            throw new UnsupportedOperationException("the list is not editable");
        }
    }
}
