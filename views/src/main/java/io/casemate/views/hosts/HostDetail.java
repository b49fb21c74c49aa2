package io.casemate.views.hosts;

import io.casemate.engine.fleet.Accelerator;
import io.casemate.engine.fleet.Host;
import io.casemate.engine.fleet.HostLoad;
import io.casemate.engine.fleet.Placement;
import io.casemate.engine.units.Bytes;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.CopyLabel;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.EvenColumns;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.StatusPill;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.chart.AxisUnit;
import io.casemate.views.kit.chart.StreamChart;
import io.casemate.views.kit.tiles.GaugeTile;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// One host: identity, accelerators, agent, load, what it serves.
final class HostDetail {
    private final Texts texts;
    private final Ages ages;
    private final HostStates states;
    private final HostsModel model;
    private final Label name = Labels.of("", "title");
    private final StatusPill health = new StatusPill();
    private final Label since = Labels.of("", "small", "muted");
    private final KeyValueGrid identity = new KeyValueGrid();
    private final KeyValueGrid agent = new KeyValueGrid();
    private final VBox accelerators = new VBox(8);
    private final GaugeTile cpuNow;
    private final GaugeTile memoryNow;
    private final StreamChart cpu;
    private final StreamChart memory;
    private final ScrollPane root;
    private Optional<Host> drawn = Optional.empty();

    HostDetail(Texts texts, HostsModel model) {
        this.texts = texts;
        this.model = model;
        ages = new Ages(texts);
        states = new HostStates(texts);
        cpuNow = new GaugeTile("hosts-cpu-now", texts.text("hosts.tile.cpu"));
        memoryNow = new GaugeTile("hosts-memory-now", texts.text("hosts.tile.memory"));
        cpu = chart("hosts-cpu", "hosts.chart.cpu");
        memory = chart("hosts-memory", "hosts.chart.memory");
        name.setId("host-name");
        health.setId("host-health");
        var parts = new VBox(16, head(), facts(), charts(), placements());
        parts.getStyleClass().add("detail-parts");
        root = new ScrollPane(parts);
        root.getStyleClass().add("screen-scroll");
        root.setFitToWidth(true);
        root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        model.chosen.subscribe(host -> host.ifPresent(this::show));
        model.chosen.subscribe(host -> root.setVisible(host.isPresent()));
        model.now.subscribe(_ -> model.chosen.get().ifPresent(this::showLoad));
    }

    Region root() {
        return root;
    }

    private StreamChart chart(String id, String key) {
        var chart = new StreamChart(texts.text(key), AxisUnit.SHARE, texts);
        chart.setId(id);
        chart.setPrefHeight(200);
        chart.setMinHeight(200);
        return chart;
    }

    private Node head() {
        var head = new HBox(12, name, health, since);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node facts() {
        var left = new Panel(texts.text("hosts.identity"), identity);
        var right =
                new VBox(
                        16,
                        new Panel(texts.text("hosts.agent"), agent),
                        new Panel(texts.text("hosts.accelerators"), accelerators));
        return new EvenColumns(16, left, right);
    }

    private Node charts() {
        return new VBox(16, line(cpuNow, cpu), line(memoryNow, memory));
    }

    private static Node line(GaugeTile now, StreamChart history) {
        var panel = new VBox(history);
        panel.getStyleClass().addAll("panel", "chart-panel");
        HBox.setHgrow(panel, Priority.ALWAYS);
        return new HBox(16, now, panel);
    }

    private Node placements() {
        var table =
                LiveTable.of(
                        "host-placements",
                        model.placements.list(),
                        new EmptyState(
                                Feather.LAYERS,
                                texts.text("hosts.placements.empty"),
                                texts.text("hosts.placements.hint")),
                        List.of(
                                Columns.text(
                                        texts.text("hosts.column.deployment"),
                                        (Placement it) -> it.order().deployment().text()),
                                Columns.text(
                                        texts.text("hosts.column.model"),
                                        (Placement it) -> it.order().model()),
                                Columns.node(
                                        texts.text("hosts.column.state"),
                                        Placement::state,
                                        states::pill,
                                        Comparator.naturalOrder()),
                                Columns.number(
                                        texts.text("hosts.column.replicas"),
                                        (Placement it) -> it.order().replicas(),
                                        count -> Figures.count(count)),
                                Columns.mono(
                                        texts.text("hosts.column.endpoint"),
                                        (Placement it) ->
                                                it.endpoint()
                                                        .map(URI::toString)
                                                        .orElse("\u2013"))));
        table.setPrefHeight(220);
        return new Panel(texts.text("hosts.placements"), table).flush();
    }

    private void show(Host host) {
        name.setText(host.name());
        states.show(health, host.health());
        if (drawn.filter(it -> it.hardware().equals(host.hardware())).isEmpty()) {
            showHardware(host);
        }
        if (drawn.filter(it -> it.id().equals(host.id()))
                .filter(it -> it.agentPid().equals(host.agentPid()))
                .filter(it -> it.load().equals(host.load()))
                .isEmpty()) {
            showAgent(host);
        }
        drawn = Optional.of(host);
        showLoad(host);
    }

    private void showHardware(Host host) {
        var hardware = host.hardware();
        identity.clear();
        identity.row(texts.text("hosts.id"), new CopyLabel(texts, host.id().text()))
                .row(
                        texts.text("hosts.system"),
                        texts.text(
                                "hosts.system.value",
                                hardware.operatingSystem(),
                                hardware.architecture()))
                .row(texts.text("hosts.cpu"), hardware.cpu())
                .row(
                        texts.text("hosts.cores"),
                        texts.text(
                                "hosts.cores.value",
                                Figures.count(hardware.physicalCores()),
                                Figures.count(hardware.logicalCores())))
                .row(texts.text("hosts.memory"), hardware.memory().toString())
                .row(texts.text("hosts.isa"), chips(hardware.isa()));
        showAccelerators(hardware.accelerators());
    }

    private Node chips(List<String> isa) {
        if (isa.isEmpty()) {
            return Labels.muted(texts.text("hosts.isa.none"));
        }
        var chips = new FlowPane(6, 6);
        chips.getChildren().addAll(isa.stream().map(it -> Labels.of(it, "chip")).toList());
        return chips;
    }

    private void showAccelerators(List<Accelerator> found) {
        accelerators.setId("host-accelerators");
        if (found.isEmpty()) {
            accelerators
                    .getChildren()
                    .setAll(
                            Labels.of(texts.text("hosts.accelerators.none"), "strong"),
                            Labels.wrapping(texts.text("hosts.accelerators.hint"), "muted"));
            return;
        }
        var grid = new KeyValueGrid();
        for (Accelerator accelerator : found) {
            grid.row(
                    accelerator.vendor(),
                    texts.text(
                            "hosts.accelerator.value",
                            accelerator.name(),
                            accelerator
                                    .memory()
                                    .map(Bytes::toString)
                                    .orElse(texts.text("hosts.unknown"))));
        }
        accelerators.getChildren().setAll(grid);
    }

    private void showAgent(Host host) {
        agent.clear();
        agent.row(texts.text("hosts.agent.state"), states.pill(host.health()))
                .row(
                        texts.text("hosts.agent.pid"),
                        Labels.mono(host.agentPid().map(String::valueOf).orElse("\u2013")))
                .row(
                        texts.text("hosts.agent.memory"),
                        Labels.mono(
                                host.load()
                                        .map(HostLoad::agentMemory)
                                        .map(Bytes::toString)
                                        .orElse("\u2013")));
    }

    private void showLoad(Host host) {
        var now = model.now.get();
        since.setText(texts.text("hosts.since", ages.length(Duration.between(host.since(), now))));
        cpuNow.show(LoadLines.cpu(host));
        memoryNow.show(LoadLines.memoryShare(host));
        cpu.show(LoadLines.of(host, now, texts.text("hosts.chart.cpu.line"), HostLoad::cpu));
        memory.show(
                LoadLines.of(
                        host,
                        now,
                        texts.text("hosts.chart.memory.line"),
                        load -> LoadLines.memoryShare(host, load)));
    }
}
