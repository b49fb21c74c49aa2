package io.casemate.views.models;

import io.casemate.engine.airlock.StageFigures;
import io.casemate.engine.airlock.StageReport;
import io.casemate.views.kit.Icons;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// One stage of an import: where it stands, what it measured, how long it took.
final class StageRow extends HBox {
    private static final double TITLE_WIDTH = 104;

    StageRow(Texts texts, StageReport report) {
        getStyleClass().addAll("import-stage", styleOf(report.state()));
        toneOf(report.state()).paint(this);
        Label title = Labels.of(texts.text("models.airlock." + report.stage().name()), "strong");
        title.setMinWidth(TITLE_WIDTH);
        Label figures = Labels.of(figures(texts, report), "muted", "small");
        figures.setMinWidth(0);
        figures.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(figures, Priority.ALWAYS);
        Label time = Labels.of(time(report), "mono", "subtle");
        time.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(Icons.of(icon(report.state())), title, figures, time);
        setAccessibleText(
                "%s: %s %s"
                        .formatted(title.getText(), word(texts, report.state()), time.getText()));
    }

    private static String figures(Texts texts, StageReport report) {
        String line = report.figures().line();
        return line.isEmpty() ? word(texts, report.state()) : line;
    }

    private static String time(StageReport report) {
        return report.took().isZero() ? "" : StageFigures.time(report.took());
    }

    private static String word(Texts texts, StageReport.State state) {
        return switch (state) {
            case WAITING -> "";
            case RUNNING -> texts.text("models.airlock.running");
            case PASSED -> texts.text("models.airlock.passed");
            case REFUSED -> texts.text("models.airlock.refused");
        };
    }

    private static String styleOf(StageReport.State state) {
        return switch (state) {
            case WAITING -> "waiting";
            case RUNNING -> "running";
            case PASSED -> "passed";
            case REFUSED -> "refused";
        };
    }

    private static Tone toneOf(StageReport.State state) {
        return switch (state) {
            case WAITING -> Tone.NEUTRAL;
            case RUNNING -> Tone.ACCENT;
            case PASSED -> Tone.GOOD;
            case REFUSED -> Tone.BAD;
        };
    }

    private static Ikon icon(StageReport.State state) {
        return switch (state) {
            case WAITING -> Feather.CIRCLE;
            case RUNNING -> Feather.LOADER;
            case PASSED -> Feather.CHECK_CIRCLE;
            case REFUSED -> Feather.X_CIRCLE;
        };
    }
}
