package io.casemate.views.deployments;

import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.models.RevisionId;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.RunningStep;
import io.casemate.views.kit.Sheet;
import io.casemate.views.shell.Desk;
import java.util.Comparator;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Lays the screen out and binds it. Decides nothing: every choice is in [DeploymentsViewModel].
final class DeploymentsView extends HBox implements DeploymentDetail.Acts {
    private static final double DETAIL_WIDTH = 430;

    private final Desk desk;
    private final DeploymentsViewModel model;
    private final DeploymentDetail detail;
    private final TableView<LiveRow<ServingRow>> table;
    private final ChangeListener<ServingRow> following = (_, _, newest) -> showDetail(newest);

    DeploymentsView(Desk desk, DeploymentsViewModel model) {
        this.desk = desk;
        this.model = model;
        detail = new DeploymentDetail(desk, this);
        table = table();
        setId("deployments");
        getStyleClass().add("screen");
        Panel list =
                new Panel(text("list"), table)
                        .tools(
                                Buttons.primary(
                                        "deployments-deploy", text("deploy"), this::openDeploy))
                        .flush();
        HBox.setHgrow(list, Priority.ALWAYS);
        detail.setMinWidth(DETAIL_WIDTH);
        detail.setPrefWidth(DETAIL_WIDTH);
        detail.setMaxWidth(DETAIL_WIDTH);
        getChildren().addAll(list, detail);
        table.getSelectionModel().selectedItemProperty().addListener(this::follow);
        showDetail(null);
        LiveTable.keepOneSelected(table);
    }

    private void follow(
            ObservableValue<? extends LiveRow<ServingRow>> selected,
            @Nullable LiveRow<ServingRow> before,
            @Nullable LiveRow<ServingRow> after) {
        if (before != null) {
            before.valueProperty().removeListener(following);
        }
        if (after != null) {
            after.valueProperty().addListener(following);
        }
        showDetail(after == null ? null : after.value());
    }

    private void showDetail(@Nullable ServingRow row) {
        detail.setVisible(row != null);
        detail.setManaged(row != null);
        if (row != null) {
            detail.show(row);
        }
    }

    void openDeploy() {
        desk.sheets().show(new DeploySheet(desk, model).choosingNewest().sheet());
    }

    void openDeploy(RevisionId id) {
        desk.sheets().show(new DeploySheet(desk, model).choosing(id).sheet());
    }

    /// Opens the load sheet for the selected deployment, else for the first that serves.
    void openLoad() {
        LiveRow<ServingRow> selected = table.getSelectionModel().getSelectedItem();
        List<ServingRow> all = model.rows().stream().map(LiveRow::value).toList();
        (selected == null ? all : List.of(selected.value()))
                .stream()
                        .map(ServingRow::deployment)
                        .filter(deployment -> deployment.endpoint().isPresent())
                        .findFirst()
                        .ifPresent(this::load);
    }

    @Override
    public void load(Deployment deployment) {
        desk.sheets().show(new LoadSheet(desk, model, deployment).sheet());
    }

    @Override
    public void capture(Deployment deployment) {
        desk.sheets().show(new CaptureSheet(desk, model, deployment).sheet());
    }

    @Override
    public void undeploy(Deployment deployment) {
        model.commands().dismiss();
        Button cancel = Buttons.plain("undeploy-cancel", text("cancel"), desk.sheets()::close);
        cancel.setCancelButton(true);
        Button confirm =
                Buttons.dangerous(
                        "undeploy-confirm",
                        text("undeploy"),
                        () -> model.undeploy(deployment, desk.sheets()::close));
        confirm.disableProperty().bind(model.commands().busyProperty());
        desk.sheets()
                .show(
                        new Sheet(
                                        "undeploy-sheet",
                                        text("undeploy.title", deployment.id()),
                                        Labels.wrapping(text("undeploy.text")),
                                        new RunningStep(model.commands()),
                                        ProblemCard.following(
                                                desk.texts(), model.commands().problemProperty()))
                                .buttons(confirm, cancel));
    }

    private TableView<LiveRow<ServingRow>> table() {
        var empty =
                new EmptyState(
                        Feather.PLAY_CIRCLE,
                        text("empty"),
                        text("empty.hint"),
                        Buttons.plain("deployments-first", text("deploy"), this::openDeploy));
        return LiveTable.of(
                "deployments-table",
                model.rows(),
                empty,
                List.of(
                        Columns.wide(
                                Columns.text(
                                        text("column.name"), row -> row.deployment().id().text()),
                                150),
                        Columns.node(
                                text("column.state"),
                                row -> row.deployment().state(),
                                state -> detail.pill(state),
                                Comparator.<Deployment.State>naturalOrder()),
                        Columns.text(text("model"), row -> row.deployment().model().text()),
                        Columns.mono(
                                text("revision"),
                                row -> row.deployment().revision().digest().abbreviated()),
                        Columns.number(
                                text("column.rate"),
                                ServingRow::requestsPerSecond,
                                Figures::number),
                        Columns.number(
                                text("column.p99"), ServingRow::p99Micros, DeploymentsView::micros),
                        Columns.number(
                                text("column.errors"),
                                ServingRow::errorShare,
                                DeploymentsView::share)));
    }

    private static String micros(double value) {
        Figures.Figure figure = Figures.micros(value);
        return value == 0 ? "\u2013" : figure.number() + " " + figure.unit();
    }

    private static String share(double value) {
        Figures.Figure figure = Figures.share(value);
        return figure.number() + " " + figure.unit();
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text("deployments." + key, arguments);
    }
}
