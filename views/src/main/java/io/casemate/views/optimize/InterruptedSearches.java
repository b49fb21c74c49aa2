package io.casemate.views.optimize;

import io.casemate.engine.quantize.search.SearchRecord;
import io.casemate.engine.quantize.search.SearchRecord.Standing;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.InterruptedRow;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/// The searches that a crash or somebody ended early, each with how far it came. Takes no room
/// without any.
final class InterruptedSearches extends VBox {
    private static final int MOST = 3;

    private final Texts texts;
    private final SearchViewModel model;

    InterruptedSearches(Texts texts, SearchViewModel model) {
        super(8);
        this.texts = texts;
        this.model = model;
        setId("search-interrupted");
        model.recordsProperty().subscribe(this::show);
    }

    private void show(List<SearchRecord> records) {
        List<Node> rows =
                records.stream()
                        .filter(record -> record.standing() == Standing.INTERRUPTED)
                        .limit(MOST)
                        .map(this::row)
                        .toList();
        setVisible(!rows.isEmpty());
        setManaged(!rows.isEmpty());
        getChildren().setAll(rows);
    }

    private Node row(SearchRecord record) {
        var name = Labels.of(texts.text("optimize.search.interrupted"), "strong");
        var told =
                Labels.wrapping(
                        texts.text(
                                "optimize.search.interrupted.of",
                                model.nameOf(record),
                                texts.text("optimize.search.goal." + record.plan().goal().id()),
                                record.state().attempts().size(),
                                record.state().space()),
                        "muted",
                        "small");
        Tooltip.install(told, new Tooltip(Ages.exact(record.begun())));
        Button discard =
                Buttons.quiet(
                        "search-discard-" + record.id(),
                        texts.text("optimize.search.discard"),
                        () -> model.discard(record));
        Button goOn =
                Buttons.plain(
                        "search-continue-" + record.id(),
                        texts.text("optimize.search.continue"),
                        () -> model.resume(record));
        for (Button button : List.of(discard, goOn)) {
            button.disableProperty().bind(model.commands().busyProperty());
        }
        return new InterruptedRow(List.of(name, told), discard, goOn);
    }
}
