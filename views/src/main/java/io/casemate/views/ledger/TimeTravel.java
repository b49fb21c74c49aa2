package io.casemate.views.ledger;

import io.casemate.engine.lineage.Moment;
import io.casemate.views.bridge.Commands;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.CopyLabel;
import io.casemate.views.kit.FormField;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.Texts;
import io.casemate.views.shell.Desk;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Shows what was decided to serve at a moment: chosen by a slider over the entries, or written as
/// a time.
final class TimeTravel extends VBox {
    private static final double FIELD = 260;
    private static final double HEIGHT = 230;
    private static final double COLUMN = 400;

    private final Desk desk;
    private final Texts texts;
    private final Commands commands;
    private final TextField time = new TextField();
    private final FormField field;
    private final Slider slider = new Slider();
    private final Label at = Labels.wrapping("", "strong");
    private final VBox serving = column();
    private final VBox changes = column();

    TimeTravel(Desk desk, LedgerModel model) {
        this.desk = desk;
        texts = desk.texts();
        commands = new Commands(desk.threads());
        time.setId("moment-time");
        time.setPrefWidth(FIELD);
        time.setOnAction(_ -> showWritten());
        field =
                new FormField(
                        texts.text("ledger.moment.time"), time, texts.text("ledger.moment.hint"));
        slider.setId("moment-slider");
        slider.setMin(0);
        slider.setBlockIncrement(1);
        HBox.setHgrow(slider, Priority.ALWAYS);
        slider.valueProperty()
                .subscribe((_, _) -> {
                    if (!slider.isValueChanging()) {
                        showEntry();
                    }
                });
        slider.valueChangingProperty().subscribe((_, _) -> showEntry());
        model.head.subscribe(
                head -> head.ifPresent(it -> slider.setMax(Math.max(0, it.size() - 1))));
        var choice =
                new HBox(
                        16,
                        field,
                        Buttons.plain(
                                "moment-show", texts.text("ledger.moment.show"), this::showWritten),
                        slider);
        choice.setAlignment(Pos.CENTER_LEFT);
        var found = new HBox(32, serving, changes);
        HBox.setHgrow(serving, Priority.ALWAYS);
        HBox.setHgrow(changes, Priority.ALWAYS);
        found.setId("moment");
        var scroll = new ScrollPane(found);
        scroll.getStyleClass().add("screen-scroll");
        scroll.setFitToWidth(true);
        scroll.setPrefHeight(HEIGHT);
        getChildren()
                .setAll(
                        new Panel(
                                texts.text("ledger.moment"),
                                choice,
                                ProblemCard.following(texts, commands.problemProperty()),
                                at,
                                scroll));
    }

    private static VBox column() {
        var column = new VBox(12);
        column.setPrefWidth(COLUMN);
        return column;
    }

    private void showEntry() {
        if (slider.isValueChanging()) {
            return;
        }
        long sequence = Math.round(slider.getValue());
        commands.read(
                () -> desk.rooms().ledger().list(sequence, 1),
                entries -> entries.stream().findFirst().ifPresent(entry -> ask(entry.time())));
    }

    private void showWritten() {
        try {
            ask(Instant.parse(time.getText().strip()));
        } catch (DateTimeException _) {
            field.invalid(texts.text("ledger.moment.invalid"));
        }
    }

    private void ask(Instant moment) {
        field.valid();
        time.setText(moment.toString());
        commands.read(() -> desk.rooms().records().moments().at(moment), this::show);
    }

    private void show(Moment moment) {
        at.setText(
                texts.text(
                        "ledger.moment.at",
                        Ages.exact(moment.time()),
                        Long.toString(moment.entries())));
        list(
                serving,
                "ledger.moment.served",
                "ledger.moment.nothing",
                moment.serving().stream().map(this::served).toList());
        list(
                changes,
                "ledger.moment.since",
                "ledger.moment.same",
                moment.changes().stream().map(text -> Labels.wrapping(text)).toList());
    }

    private void list(VBox into, String title, String none, List<? extends Node> items) {
        into.getChildren().setAll(Labels.of(texts.text(title), "muted"));
        if (items.isEmpty()) {
            into.getChildren().add(Labels.wrapping(texts.text(none)));
        }
        into.getChildren().addAll(items);
    }

    private KeyValueGrid served(Moment.Served served) {
        return new KeyValueGrid()
                .row(texts.text("ledger.moment.deployment"), served.deployment().text())
                .row(texts.text("ledger.moment.bytes"), CopyLabel.of(texts, served.revision().id()))
                .row(
                        texts.text("ledger.moment.settings"),
                        texts.text(
                                "ledger.moment.settings.value",
                                served.revision().model(),
                                Integer.toString(served.replicas()),
                                served.host()))
                .row(
                        texts.text("ledger.moment.who"),
                        texts.text(
                                "ledger.moment.who.value",
                                served.deployedBy(),
                                Ages.exact(served.since()),
                                served.approval()
                                        .map(step ->
                                                texts.text(
                                                        "ledger.moment.approved",
                                                        step.actor(),
                                                        Ages.exact(step.time())))
                                        .orElse(texts.text("ledger.moment.unapproved"))));
    }
}
