package io.casemate.views.models;

import io.casemate.engine.airlock.InterruptedCopy;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.InterruptedRow;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/// The copies that can go on, each with what is there of it. Takes no room without any.
final class InterruptedList extends VBox {
    private static final double HIGHEST = 168;

    private final Texts texts;
    private final ImportViewModel model;
    private final Consumer<InterruptedCopy> goOn;
    private final VBox rows = new VBox(8);

    /// @param goOn starts the import that continues a copy
    InterruptedList(Texts texts, ImportViewModel model, Consumer<InterruptedCopy> goOn) {
        super(8);
        this.texts = texts;
        this.model = model;
        this.goOn = goOn;
        setId("import-interrupted");
        var scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(HIGHEST);
        scroll.getStyleClass().add("screen-scroll");
        getChildren().addAll(Labels.of(texts.text("models.import.interrupted"), "strong"), scroll);
        model.interruptedProperty().subscribe(this::show);
    }

    private void show(List<InterruptedCopy> copies) {
        setVisible(!copies.isEmpty());
        setManaged(!copies.isEmpty());
        rows.getChildren().setAll(copies.stream().map(this::row).toList());
    }

    private Node row(InterruptedCopy copy) {
        var name = Labels.of(copy.source(), "strong");
        name.setTooltip(new Tooltip("%s%n%s".formatted(copy.place(), Ages.exact(copy.when()))));
        var told =
                Labels.of(
                        texts.text("models.import.copied", copy.copied(), copy.of()),
                        "muted",
                        "small");
        var bar = new ProgressBar((double) copy.copied().count() / copy.of().count());
        bar.setMaxWidth(Double.MAX_VALUE);
        Button discard =
                Buttons.quiet(
                        "import-discard-" + copy.id(),
                        texts.text("models.import.discard"),
                        () -> model.discard(copy.id()));
        Button resume =
                Buttons.plain(
                        "import-continue-" + copy.id(),
                        texts.text("models.import.continue", copy.copied()),
                        () -> goOn.accept(copy));
        return new InterruptedRow(List.of(name, told, bar), discard, resume);
    }
}
