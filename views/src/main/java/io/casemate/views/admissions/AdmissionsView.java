package io.casemate.views.admissions;

import io.casemate.engine.admission.HostAdmission;
import io.casemate.engine.fleet.HostClass;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.GateWords;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.RunningStep;
import io.casemate.views.kit.StatusPill;
import io.casemate.views.kit.Tone;
import io.casemate.views.shell.Desk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Lays the matrix and its evidence out. Decides nothing: every choice is in [AdmissionsViewModel].
final class AdmissionsView extends HBox {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final double EVIDENCE = 420;
    private static final double VARIANT = 150;
    private static final double CLASS = 230;

    private final Desk desk;
    private final AdmissionsViewModel model;
    private final TableView<LiveRow<MatrixRow>> table;

    AdmissionsView(Desk desk, AdmissionsViewModel model) {
        super(16);
        this.desk = desk;
        this.model = model;
        setId("admissions");
        getStyleClass().add("screen");
        table = table();
        Panel matrix = new Panel(text("matrix"), table).flush();
        HBox.setHgrow(matrix, Priority.ALWAYS);
        matrix.setMinWidth(0);
        getChildren().addAll(matrix, evidence());
        model.classes().addListener((ListChangeListener<HostClass>) _ -> showColumns());
        showColumns();
        model.chosenProperty().subscribe(_ -> markChosen());
    }

    private void markChosen() {
        table.lookupAll(".gate-cell").forEach(this::mark);
    }

    private void mark(Node cell) {
        cell.pseudoClassStateChanged(CHOSEN, model.isChosen(cell.getUserData()));
    }

    private Panel evidence() {
        var pane = new EvidencePane(desk.texts());
        model.chosenProperty().subscribe(pane::show);
        var scroll = new ScrollPane(pane);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        ProblemCard problem =
                ProblemCard.following(desk.texts(), model.commands().problemProperty());
        Button run = Buttons.primary("admissions-run", text("run"), model::run);
        run.disableProperty()
                .bind(
                        Bindings.createBooleanBinding(
                                () ->
                                        model.commands().busyProperty().get()
                                                || model.chosenProperty().get().isEmpty(),
                                model.commands().busyProperty(),
                                model.chosenProperty()));
        return new Panel(text("evidence"), new RunningStep(model.commands()), problem, scroll)
                .tools(run)
                .wide(EVIDENCE);
    }

    private TableView<LiveRow<MatrixRow>> table() {
        return LiveTable.of(
                "admissions-table",
                model.rows(),
                new EmptyState(Feather.CHECK_SQUARE, text("empty"), text("empty.hint")),
                List.of());
    }

    private void showColumns() {
        var columns = new ArrayList<TableColumn<LiveRow<MatrixRow>, ?>>();
        columns.add(
                Columns.wide(
                        Columns.node(
                                text("variant"),
                                row -> row,
                                this::name,
                                Comparator.comparing(row -> row.variant().created())),
                        VARIANT));
        model.classes().forEach(type -> columns.add(column(type)));
        table.getColumns().setAll(columns);
    }

    private Node name(MatrixRow row) {
        return lines(
                Labels.of(row.variant().model().text()),
                Labels.of(row.recipe(), "caption"),
                Labels.of(row.variant().id().digest().abbreviated(), "caption"));
    }

    private static VBox lines(Node... nodes) {
        var lines = new VBox(2, nodes);
        lines.setAlignment(Pos.CENTER_LEFT);
        return lines;
    }

    private TableColumn<LiveRow<MatrixRow>, ?> column(HostClass type) {
        TableColumn<LiveRow<MatrixRow>, MatrixRow> column =
                Columns.node(
                        "",
                        row -> row,
                        row -> cell(row, type),
                        Comparator.comparing(row -> row.on(type).isPresent()));
        column.setGraphic(head(type));
        column.setSortable(false);
        return Columns.wide(column, CLASS);
    }

    private Node head(HostClass type) {
        VBox head =
                lines(
                        Labels.of(type.cpu()),
                        Labels.of(text("class", type.logicalCores(), type.bestIsa())),
                        Labels.of(text("runtime", type.runtime())));
        if (model.isHere(type)) {
            head.getChildren().addFirst(new StatusPill(Tone.ACCENT, text("here")));
        }
        head.getStyleClass().add("class-head");
        return head;
    }

    private Node cell(MatrixRow row, HostClass type) {
        var place = new AdmissionsViewModel.Place(row.variant().id(), type);
        String id = row.variant().id().digest().abbreviated() + "-" + type.id();
        Button cell = Buttons.quiet("gate-" + id, "", () -> model.choose(place));
        cell.setGraphic(row.on(type).map(this::known).orElseGet(this::notRun));
        cell.getStyleClass().add("gate-cell");
        cell.setUserData(place);
        mark(cell);
        return cell;
    }

    private Node known(HostAdmission cell) {
        return lines(
                EvidencePane.pill(desk.texts(), cell),
                Labels.of(GateWords.figures(cell), "caption"),
                Labels.of(Ages.exact(cell.when()), "caption"));
    }

    private Node notRun() {
        return new StatusPill(Tone.NEUTRAL, text("notrun"));
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text("admissions." + key, arguments);
    }
}
