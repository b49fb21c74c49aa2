package io.casemate.views.hosts;

import io.casemate.engine.fleet.Host;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.ScreenPane;
import io.casemate.views.kit.Texts;
import io.casemate.views.shell.Desk;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Lays the hosts out: the list left, the chosen one right of it.
final class HostsView {
    private static final double LIST_WIDTH = 356;

    private final Texts texts;
    private final HostsModel model;
    private final TableView<LiveRow<Host>> table;
    private final Parent root;

    HostsView(Desk desk, HostsModel model) {
        texts = desk.texts();
        this.model = model;
        table = table(new HostStates(texts));
        var list = new Panel(texts.text("hosts.list"), table).flush();
        list.setMinWidth(LIST_WIDTH);
        list.setPrefWidth(LIST_WIDTH);
        var detail = new HostDetail(texts, model);
        HBox.setHgrow(detail.root(), Priority.ALWAYS);
        var columns = new HBox(16, list, detail.root());
        VBox.setVgrow(columns, Priority.ALWAYS);
        root = ScreenPane.fixed("hosts", columns);
        table.getSelectionModel().selectedItemProperty().subscribe(this::choose);
        model.chosen.subscribe(this::select);
    }

    Parent root() {
        return root;
    }

    private void choose(LiveRow<Host> row) {
        Optional.ofNullable(row).ifPresent(chosen -> model.choose(chosen.value().id()));
    }

    private void select(Optional<Host> host) {
        if (table.getSelectionModel().isEmpty()) {
            table.getItems().stream()
                    .filter(row -> host.filter(it -> it.id().equals(row.value().id())).isPresent())
                    .findFirst()
                    .ifPresent(table.getSelectionModel()::select);
        }
    }

    private TableView<LiveRow<Host>> table(HostStates states) {
        return LiveTable.of(
                "hosts-table",
                model.hosts.list(),
                new EmptyState(
                        Feather.SERVER, texts.text("hosts.empty"), texts.text("hosts.empty.hint")),
                List.of(
                        Columns.wide(
                                Columns.text(texts.text("hosts.column.name"), Host::name), 140),
                        Columns.wide(
                                Columns.node(
                                        texts.text("hosts.column.state"),
                                        Host::health,
                                        states::pill,
                                        Comparator.naturalOrder()),
                                90),
                        Columns.wide(
                                Columns.number(
                                        texts.text("hosts.column.cpu"),
                                        LoadLines::cpu,
                                        HostsView::share),
                                70),
                        Columns.wide(
                                Columns.number(
                                        texts.text("hosts.column.memory"),
                                        LoadLines::memoryShare,
                                        HostsView::share),
                                74)));
    }

    private static String share(double share) {
        return Double.isFinite(share) ? Figures.share(share).toString() : "\u2013";
    }
}
