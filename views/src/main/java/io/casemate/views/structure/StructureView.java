package io.casemate.views.structure;

import io.casemate.engine.fleet.Host;
import io.casemate.engine.models.Revision;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.kit.Choice;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.shell.Desk;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Lays the screen out and binds it. Decides nothing: every choice is in [StructureViewModel].
final class StructureView extends HBox {
    private static final double SIDE = 456;
    private static final double REVISION = 320;

    private final Desk desk;
    private final StructureViewModel model;
    private final GraphCanvas graph;
    private final GraphTools tools;
    private final GraphLegend legend;
    private final NodeTab node;
    private final HostsTab hosts;
    private final ComboBox<Revision> revisions;

    StructureView(Desk desk, StructureViewModel model) {
        this.desk = desk;
        this.model = model;
        setId("structure");
        getStyleClass().add("screen");
        graph = new GraphCanvas(model::select, model::toggle);
        revisions =
                Choice.ofRevision(
                        "structure-revision", model.revisions(), text("structure.revision.none"));
        revisions.setAccessibleText(text("structure.revision"));
        revisions.setMinWidth(REVISION);
        revisions.valueProperty().bindBidirectional(model.revisionProperty());
        tools = new GraphTools(desk.texts(), model, graph);
        legend = new GraphLegend(desk.texts());
        node = new NodeTab(desk.texts(), model);
        hosts = new HostsTab(desk.texts());
        getChildren().addAll(graphPanel(), side());
        model.shownProperty().subscribe(this::show);
        model.marksProperty().subscribe(this::mark);
        model.revisionProperty().subscribe(_ -> hosts.show(model));
        addEventFilter(KeyEvent.KEY_PRESSED, this::findKey);
    }

    void observeHosts(Subscriptions held) {
        held.add(Latest.of(desk.rooms().fleet().hosts(), desk.threads().ui(), this::showHosts));
    }

    private void showHosts(List<Host> newest) {
        hosts.hosts(newest);
        hosts.show(model);
    }

    /// Puts the keyboard into the choice of the revision.
    void startChoosing() {
        revisions.requestFocus();
        revisions.show();
    }

    private void findKey(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == javafx.scene.input.KeyCode.F) {
            tools.focusSearch();
            event.consume();
        }
    }

    private void show(StructureViewModel.@Nullable Shown shown) {
        if (shown == null) {
            return;
        }
        if (shown.anchor().isPresent()) {
            graph.replace(shown.picture(), shown.anchor().get());
        } else {
            graph.open(shown.picture());
        }
        shown.reveal().ifPresent(graph::reveal);
        graph.setAccessibleText(
                text(
                        "structure.graph",
                        String.valueOf(model.revisionProperty().map(Revision::model).getValue()),
                        shown.picture().structure().nodes().size()));
        node.show(shown.picture(), model.marksProperty().get());
        hosts.show(model);
    }

    private void mark(Marks marks) {
        graph.mark(marks);
        legend.show(marks.colouring());
        StructureViewModel.Shown shown = model.shownProperty().get();
        if (shown != null) {
            node.show(shown.picture(), marks);
        }
    }

    private VBox graphPanel() {
        var bar = new HBox(revisions, tools);
        bar.getStyleClass().add("graph-tools");
        HBox.setHgrow(tools, Priority.ALWAYS);
        ProblemCard problem =
                ProblemCard.following(desk.texts(), model.commands().problemProperty());
        problem.setId("structure-problem");
        var buttons = new GraphButtons(desk.texts(), model, graph);
        legend.visibleProperty().bind(model.shownProperty().isNotNull());
        buttons.visibleProperty().bind(model.shownProperty().isNotNull());
        var stack = new StackPane(graph, legend, buttons, empty(), loading());
        StackPane.setAlignment(buttons, javafx.geometry.Pos.BOTTOM_RIGHT);
        StackPane.setMargin(buttons, new javafx.geometry.Insets(12));
        StackPane.setAlignment(legend, javafx.geometry.Pos.BOTTOM_LEFT);
        StackPane.setMargin(legend, new javafx.geometry.Insets(12));
        VBox.setVgrow(stack, Priority.ALWAYS);
        stack.setMinSize(200, 200);
        var panel = new VBox(10, bar, problem, stack, hint());
        HBox.setHgrow(panel, Priority.ALWAYS);
        return panel;
    }

    private Node hint() {
        return Labels.of(text("structure.keys"), "caption");
    }

    private Node empty() {
        var empty =
                new EmptyState(
                        Feather.SHARE_2, text("structure.empty"), text("structure.empty.hint"));
        empty.setMouseTransparent(true);
        empty.visibleProperty()
                .bind(model.shownProperty().isNull().and(model.commands().busyProperty().not()));
        return empty;
    }

    private Node loading() {
        var loading = Labels.of(text("structure.loading"), "chip");
        loading.visibleProperty().bind(model.commands().busyProperty());
        StackPane.setAlignment(loading, javafx.geometry.Pos.TOP_LEFT);
        StackPane.setMargin(loading, new javafx.geometry.Insets(12));
        return loading;
    }

    private VBox side() {
        var tabs =
                new TabPane(
                        tab("node", node),
                        tab("summary", new SummaryTab(desk.texts(), model)),
                        tab("operators", new OperatorsTab(desk.texts(), model)),
                        tab("nodes", new NodesTab(desk.texts(), model)),
                        tab("hosts", hosts),
                        tab("compare", new CompareTab(desk.texts(), model)));
        tabs.setId("structure-tabs");
        tabs.getStyleClass().addAll("panel", "structure-tabs");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        VBox.setVgrow(tabs, Priority.ALWAYS);
        var side = new VBox(10, new RevisionActions(desk, model.revisionProperty()), tabs);
        side.setMinWidth(SIDE);
        side.setPrefWidth(SIDE);
        side.setMaxWidth(SIDE);
        return side;
    }

    private Tab tab(String id, VBox content) {
        content.getStyleClass().add("structure-tab");
        var scroll = new ScrollPane(content);
        scroll.getStyleClass().add("screen-scroll");
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        var tab = new Tab(text("structure.tab." + id), scroll);
        tab.setId("structure-tab-" + id);
        return tab;
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text(key, arguments);
    }
}
