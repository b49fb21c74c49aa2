package io.casemate.views.ledger;

import io.casemate.engine.lineage.Moment;
import io.casemate.views.bridge.Commands;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.FormField;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.Texts;
import io.casemate.views.shell.Desk;
import java.time.DateTimeException;
import java.time.Instant;
import javafx.geometry.Pos;
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
    private static final double HEIGHT = 260;

    private final Desk desk;
    private final Texts texts;
    private final Commands commands;
    private final TextField time = new TextField();
    private final FormField field;
    private final Slider slider = new Slider();
    private final VBox found = new VBox(8);

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
        var scroll = new ScrollPane(found);
        scroll.setFitToWidth(true);
        scroll.setPrefHeight(HEIGHT);
        found.setId("moment");
        getChildren()
                .setAll(
                        new Panel(
                                texts.text("ledger.moment"),
                                choice,
                                ProblemCard.following(texts, commands.problemProperty()),
                                scroll));
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
        found.getChildren()
                .setAll(
                        Labels.wrapping(
                                texts.text(
                                        "ledger.moment.at",
                                        Ages.exact(moment.time()),
                                        Long.toString(moment.entries())),
                                "strong"));
        if (moment.serving().isEmpty()) {
            found.getChildren().add(Labels.muted(texts.text("ledger.moment.nothing")));
        }
        moment.serving().forEach(served -> found.getChildren().add(served(served)));
        found.getChildren().add(Labels.of(texts.text("ledger.moment.since"), "strong"));
        if (moment.changes().isEmpty()) {
            found.getChildren().add(Labels.muted(texts.text("ledger.moment.same")));
        }
        moment.changes().forEach(change -> found.getChildren().add(Labels.wrapping(change)));
    }

    private KeyValueGrid served(Moment.Served served) {
        return new KeyValueGrid()
                .row(texts.text("ledger.moment.deployment"), served.deployment().text())
                .row(
                        texts.text("ledger.moment.bytes"),
                        Labels.of(served.revision().id().toString(), "mono"))
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
