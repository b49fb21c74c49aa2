package io.casemate.views.optimize;

import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.SearchState;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.shell.Desk;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Lays a search out: its form, the candidates by size and error, and the evidence of one.
final class SearchView extends HBox {
    private static final double FORM_WIDTH = 380;
    private static final double EVIDENCE_WIDTH = 352;

    private final Desk desk;
    private final SearchViewModel model;
    private final SearchForm form;
    private final TradeOffChart chart;
    private final EvidencePanel evidence;
    private final Label count = Labels.of("", "caption");

    /// What is shown instead.
    ///
    /// @param back the single recipes
    /// @param layers how well each layer bears INT8
    record Ways(Runnable back, Runnable layers) {}

    SearchView(Desk desk, SearchViewModel model, OptimizeViewModel sources, Ways ways) {
        this.desk = desk;
        this.model = model;
        setId("search");
        getStyleClass().add("screen");
        form = new SearchForm(desk, model, sources);
        chart = new TradeOffChart(desk.texts(), model.chosenProperty()::set);
        evidence = new EvidencePanel(desk.texts());
        count.setId("search-count");
        Panel left =
                new Panel(text("title"), form)
                        .tools(
                                Buttons.quiet("search-layers", text("layers"), ways.layers()),
                                Buttons.quiet("search-back", text("back"), ways.back()))
                        .wide(FORM_WIDTH);
        var right = new VBox(16, new Panel(text("chart"), chart, legend(), count), lower());
        VBox.setVgrow(right.getChildren().getLast(), Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        getChildren().addAll(left, right);
        model.stateProperty().addListener(_ -> show());
        model.chosenProperty().addListener(_ -> show());
        show();
    }

    private Label legend() {
        return Labels.wrapping(text("legend"), "caption");
    }

    private HBox lower() {
        var candidates = new Panel(text("candidates"), table()).flush();
        HBox.setHgrow(candidates, Priority.ALWAYS);
        var shown = new Panel(text("evidence"), evidence).tools(publish());
        shown.setMinWidth(EVIDENCE_WIDTH);
        shown.setPrefWidth(EVIDENCE_WIDTH);
        return new HBox(16, candidates, shown);
    }

    private Button publish() {
        Button publish = Buttons.primary("search-publish", text("publish"), this::publishChosen);
        publish.disableProperty()
                .bind(
                        Bindings.createBooleanBinding(
                                () ->
                                        model.commands().busyProperty().get()
                                                || !SearchViewModel.isPublishable(
                                                        model.chosenProperty().get()),
                                model.commands().busyProperty(),
                                model.chosenProperty()));
        return publish;
    }

    private void publishChosen() {
        Attempt chosen = model.chosenProperty().get();
        if (chosen != null) {
            model.publish(chosen);
        }
    }

    private TableView<LiveRow<Attempt>> table() {
        var empty = new EmptyState(Feather.CROSSHAIR, text("empty"), text("empty.hint"));
        TableView<LiveRow<Attempt>> table =
                LiveTable.of(
                        "search-candidates",
                        model.attempts(),
                        empty,
                        List.of(
                                Columns.wide(
                                        Columns.text(text("recipe"), one -> one.recipe().name()),
                                        150),
                                Columns.wide(Columns.mono(text("size"), AttemptWords::size), 62),
                                Columns.wide(Columns.mono(text("error"), AttemptWords::error), 86),
                                Columns.wide(Columns.mono(text("speed"), AttemptWords::speed), 74),
                                Columns.wide(Columns.text("", SearchView::mark), 34)));
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((_, _, row) -> {
                    if (row != null) {
                        model.chosenProperty().set(row.value());
                    }
                });
        return table;
    }

    private static String mark(Attempt attempt) {
        return SearchViewModel.isPublishable(attempt) ? "\u2713" : "\u2717";
    }

    private void show() {
        SearchState state = model.stateProperty().get();
        Attempt best = state.best(model.goalProperty().get()).orElse(null);
        chart.show(state, best, form.leastSnrDb());
        evidence.show(model.chosenProperty().get(), state.ranking().orElse(LayerRanking.NONE));
        count.setText(words(state, best));
    }

    private String words(SearchState state, @Nullable Attempt best) {
        if (state.equals(SearchState.NONE)) {
            return text("count.none");
        }
        String tried = text("count", state.attempts().size(), state.space());
        if (state.end().isEmpty()) {
            return tried;
        }
        return tried + " " + (best == null ? text("leave") : text("best", best.recipe().name()));
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text("optimize.search." + key, arguments);
    }
}
