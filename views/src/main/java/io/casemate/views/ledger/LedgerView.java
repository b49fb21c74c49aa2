package io.casemate.views.ledger;

import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.ledger.LedgerHead;
import io.casemate.engine.ledger.Verification;
import io.casemate.engine.lineage.Sentences;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.CopyLabel;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.Icons;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.ScreenPane;
import io.casemate.views.kit.Shown;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;
import io.casemate.views.shell.Desk;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Lays the ledger out: its head and proof on top, entries below, the chosen entry beside them.
final class LedgerView {
    private static final double NEAR_END = 0.98;
    private static final double GAP = 16;

    private final Desk desk;
    private final Texts texts;
    private final LedgerModel model;
    private final ToggleButton looking;
    private final Label size = Labels.of("\u2013", "figure", "strong");
    private final CopyLabel rootHash;
    private final VBox result = new VBox();
    private final TableView<LiveRow<LedgerEntry>> table;
    private final Sentences sentences = new Sentences();
    private final Parent root;

    LedgerView(Desk desk, LedgerModel model) {
        this.desk = desk;
        this.model = model;
        texts = desk.texts();
        looking = new ToggleButton(texts.text("ledger.moment"));
        looking.setId("ledger-look");
        looking.selectedProperty().bindBidirectional(model.looking);
        rootHash = new CopyLabel(texts);
        size.setId("ledger-size");
        rootHash.setId("ledger-root");
        result.setId("ledger-verification");
        var travel = new TimeTravel(desk, model);
        travel.setId("ledger-moment");
        Shown.when(travel, looking.selectedProperty());
        table = table();
        var entries = new Panel(texts.text("ledger.entries"), table).flush();
        HBox.setHgrow(entries, Priority.ALWAYS);
        var detail = new EntryDetail(texts);
        table.getSelectionModel().selectedItemProperty().subscribe(detail::show);
        var columns = new HBox(16, entries, detail);
        VBox.setVgrow(columns, Priority.ALWAYS);
        root =
                ScreenPane.fixed(
                        "ledger",
                        head(),
                        travel,
                        result,
                        ProblemCard.following(texts, model.verifying.problemProperty()),
                        ProblemCard.following(texts, model.reading.problemProperty()),
                        columns);
        model.head.subscribe(this::showHead);
        model.verification.subscribe(this::showResult);
    }

    Parent root() {
        return root;
    }

    private Node head() {
        Button verify =
                Buttons.primary("ledger-verify", texts.text("ledger.verify"), model::verify);
        verify.disableProperty().bind(model.verifying.busyProperty());
        Label busy = Labels.muted(texts.text("ledger.verifying"));
        busy.visibleProperty().bind(model.verifying.busyProperty());
        Button export =
                Buttons.plain(
                        "ledger-export",
                        texts.text("ledger.export"),
                        () -> ExportSheet.open(desk, model));
        var line =
                new HBox(
                        8,
                        Labels.muted(texts.text("ledger.size")),
                        size,
                        gap(),
                        Labels.muted(texts.text("ledger.root")),
                        rootHash,
                        Labels.spring(),
                        busy,
                        looking,
                        export,
                        verify);
        line.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(rootHash, Priority.SOMETIMES);
        return line;
    }

    private static Region gap() {
        var gap = new Region();
        gap.setMinWidth(GAP);
        return gap;
    }

    private TableView<LiveRow<LedgerEntry>> table() {
        TableView<LiveRow<LedgerEntry>> made =
                LiveTable.of(
                        "ledger-table",
                        model.rows.list(),
                        new EmptyState(
                                Feather.BOOK,
                                texts.text("ledger.empty"),
                                texts.text("ledger.empty.hint")),
                        List.of(
                                Columns.wide(
                                        Columns.number(
                                                texts.text("ledger.column.sequence"),
                                                LedgerEntry::sequence,
                                                Figures::count),
                                        56),
                                Columns.wide(
                                        Columns.mono(
                                                texts.text("ledger.column.time"),
                                                (LedgerEntry entry) -> Ages.exact(entry.time())),
                                        164),
                                Columns.wide(
                                        Columns.text(
                                                texts.text("ledger.column.action"), sentences::of),
                                        460),
                                Columns.wide(
                                        Columns.text(
                                                texts.text("ledger.column.actor"),
                                                LedgerEntry::actor),
                                        84)));
        made.skinProperty().subscribe(_ -> watchEnd(made));
        return made;
    }

    /// Reads older entries once the end of the list comes into sight.
    private void watchEnd(TableView<LiveRow<LedgerEntry>> made) {
        for (Node node : made.lookupAll(".scroll-bar")) {
            if (node instanceof ScrollBar bar && bar.getOrientation() == Orientation.VERTICAL) {
                bar.valueProperty()
                        .subscribe(value -> {
                            if (value.doubleValue() >= NEAR_END * bar.getMax()) {
                                model.readOlder();
                            }
                        });
            }
        }
    }

    private void showHead(Optional<LedgerHead> head) {
        head.ifPresent(it -> {
            size.setText(texts.text("ledger.size.value", Figures.count(it.size())));
            rootHash.show(it.root().abbreviated() + "\u2026", it.root().toString());
        });
    }

    private void showResult(Optional<Verification> verification) {
        result.getChildren().setAll(verification.map(this::card).stream().toList());
        result.setManaged(verification.isPresent());
    }

    private Node card(Verification found) {
        return found.problem()
                .<Node>map(problem -> new ProblemCard(texts, problem))
                .orElseGet(() -> soundCard(found));
    }

    private Node soundCard(Verification found) {
        var words =
                new VBox(
                        4,
                        Labels.of(
                                texts.text("ledger.sound", Figures.count(found.entries())),
                                "strong"),
                        Labels.of(texts.text("ledger.sound.root", found.root()), "mono", "muted"));
        HBox.setHgrow(words, Priority.ALWAYS);
        var card = new HBox(Icons.of(Feather.CHECK_CIRCLE), words);
        card.getStyleClass().add("problem-card");
        Tone.GOOD.paint(card);
        return card;
    }
}
