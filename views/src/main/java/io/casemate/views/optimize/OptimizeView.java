package io.casemate.views.optimize;

import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.quantize.Recipe;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Choice;
import io.casemate.views.kit.ChoiceCard;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.RunningStep;
import io.casemate.views.shell.Desk;
import java.util.List;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
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
        Panel form =
                form().tools(Buttons.quiet("optimize-search", text("search"), search))
                        .wide(FORM_WIDTH);
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
        LiveTable.keepOneSelected(table);
    }

    /// Puts the keyboard where a quantization begins: into the choice of the revision.
    void startChoosing() {
        parents.requestFocus();
    }

    /// The same for the revision `id`, which is chosen already.
    void startWith(RevisionId id) {
        model.choose(id);
        startChoosing();
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
                new RunningStep(model.commands()),
                problem);
    }

    private ComboBox<Revision> parentBox() {
        ComboBox<Revision> box =
                Choice.ofRevision("optimize-parent", model.parents(), text("parent.none"));
        box.valueProperty().bindBidirectional(model.parentProperty());
        return box;
    }

    private ScrollPane recipes() {
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
        var scroll = new ScrollPane(cards);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        return scroll;
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

    private TableView<LiveRow<Revision>> table() {
        var empty = new EmptyState(Feather.LAYERS, text("variants.empty"), text("variants.hint"));
        return LiveTable.of(
                "optimize-variants",
                model.variants(),
                empty,
                List.of(
                        Columns.wide(
                                Columns.text(text("column.model"), one -> one.model().text()), 105),
                        Columns.wide(
                                Columns.text(text("column.recipe"), card(QuantizationCard::recipe)),
                                170),
                        Columns.wide(
                                Columns.mono(
                                        text("column.revision"),
                                        one -> one.id().digest().abbreviated()),
                                115),
                        Columns.wide(
                                Columns.number(
                                        text("column.size"), Revision::bytes, Object::toString),
                                80),
                        Columns.wide(
                                Columns.figures(
                                        text("column.snr"), words(words -> words.snr() + " dB")),
                                80),
                        Columns.wide(
                                Columns.figures(text("column.top1"), words(CardWords::variantTop1)),
                                70),
                        Columns.wide(
                                Columns.text(text("column.speed"), words(CardWords::verdict)),
                                240)));
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
}
