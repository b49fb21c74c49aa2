package io.casemate.views.models;

import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.Stage;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.FileDrop;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.StatusPill;
import io.casemate.views.kit.Tone;
import io.casemate.views.shell.Desk;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Lays the screen out and binds it. Decides nothing: every choice is in [ModelsViewModel].
final class ModelsView extends HBox {
    private static final double LINEAGE = 284;
    private static final double DETAIL = 420;

    private final Desk desk;
    private final ModelsViewModel model;
    private final TableView<LiveRow<Revision>> table;
    private final RevisionDetail detail;
    private final LineageGraph graph;
    private final Panel lineage;

    ModelsView(Desk desk, ModelsViewModel model) {
        this.desk = desk;
        this.model = model;
        setId("models");
        getStyleClass().add("screen");
        table = table();
        detail = new RevisionDetail(desk, model, this::select);
        Panel list =
                new Panel(text("models.list"), table)
                        .tools(
                                Buttons.primary(
                                        "models-import", text("models.import"), this::openImport))
                        .flush();
        HBox.setHgrow(list, Priority.ALWAYS);
        graph = new LineageGraph(desk.texts(), this::select);
        var scroll = new ScrollPane(graph);
        scroll.getStyleClass().add("lineage-scroll");
        lineage = new Panel(text("models.lineage"), scroll);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        lineage.setMinHeight(LINEAGE);
        lineage.setMaxHeight(LINEAGE);
        var left =
                new VBox(
                        16,
                        list,
                        purgeProblem(),
                        new QuarantinePanel(desk, model.imports()),
                        lineage);
        VBox.setVgrow(list, Priority.ALWAYS);
        HBox.setHgrow(left, Priority.ALWAYS);
        left.setMinWidth(0);
        var right = new ScrollPane(detail);
        right.getStyleClass().add("screen-scroll");
        right.setFitToWidth(true);
        right.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        right.setMinWidth(DETAIL);
        right.visibleProperty().bind(detail.visibleProperty());
        right.managedProperty().bind(detail.visibleProperty());
        getChildren().addAll(left, right);
        FileDrop.into(this, this::openImportOf);
        table.getSelectionModel().selectedItemProperty().subscribe(_ -> showChosen());
        model.rows().addListener((ListChangeListener<LiveRow<Revision>>) _ -> showChosen());
        LiveTable.keepOneSelected(table);
    }

    private void showChosen() {
        LiveRow<Revision> row = table.getSelectionModel().getSelectedItem();
        detail.setVisible(row != null);
        lineage.setVisible(row != null);
        lineage.setManaged(row != null);
        if (row != null) {
            detail.show(row.value());
            model.lineage(row.value(), graph::show);
        }
    }

    private void select(RevisionId id) {
        table.getItems().stream()
                .filter(row -> row.value().id().equals(id))
                .findFirst()
                .ifPresent(table.getSelectionModel()::select);
    }

    /// Shows what is known of the revision `id`.
    void describe(RevisionId id) {
        model.refresh();
        select(id);
        table.requestFocus();
    }

    private ProblemCard purgeProblem() {
        return ProblemCard.following(desk.texts(), model.imports().purges().problemProperty());
    }

    void openImport() {
        desk.sheets().show(new ImportSheet(desk, model.imports()).sheet(this::select));
    }

    private void openImportOf(Path file) {
        var sheet = new ImportSheet(desk, model.imports());
        desk.sheets().show(sheet.sheet(this::select));
        sheet.dropped(file);
    }

    private TableView<LiveRow<Revision>> table() {
        var empty =
                new EmptyState(
                        Feather.BOX,
                        text("models.empty"),
                        text("models.empty.hint"),
                        Buttons.plain(
                                "models-import-first", text("models.import"), this::openImport));
        return LiveTable.of(
                "models-table",
                model.rows(),
                empty,
                List.of(
                        Columns.wide(Columns.text(text("models.name"), Family::name), 140),
                        Columns.wide(
                                Columns.mono(
                                        text("models.revision"),
                                        revision -> revision.id().digest().abbreviated()),
                                120),
                        Columns.wide(
                                Columns.node(
                                        text("models.stage"),
                                        Revision::stage,
                                        this::pill,
                                        Comparator.<Stage>naturalOrder()),
                                90),
                        Columns.wide(
                                Columns.number(
                                        text("models.size"), Revision::bytes, Object::toString),
                                90),
                        Columns.wide(
                                Columns.text(text("models.golden"), one -> text(golden(one))), 110),
                        Columns.wide(
                                Columns.number(
                                        text("models.created"), Revision::created, Ages::exact),
                                160)));
    }

    private StatusPill pill(Stage stage) {
        return switch (stage) {
            case QUARANTINED -> new StatusPill(Tone.WARNING, text("models.stage.quarantined"));
            case INSPECTED -> new StatusPill(Tone.ACCENT, text("models.stage.inspected"));
            case APPROVED -> new StatusPill(Tone.GOOD, text("models.stage.approved"));
            case SERVING -> new StatusPill(Tone.GOOD, text("models.stage.serving"));
            case VERIFIED -> new StatusPill(Tone.GOOD, text("models.stage.verified"));
            case RETIRED -> new StatusPill(Tone.NEUTRAL, text("models.stage.retired"));
        };
    }

    /// {@return the key of what is known of the golden set of `revision`}
    static String golden(Revision revision) {
        return revision.golden().isPresent() ? "models.golden.yes" : "models.golden.no";
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text(key, arguments);
    }
}
