package io.casemate.views.models;

import io.casemate.engine.airlock.Copying;
import io.casemate.engine.airlock.ImportRun;
import io.casemate.engine.units.Bytes;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import java.time.Instant;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The stages of one import as they pass, and how far it is. Takes no room without an import.
final class ImportProgress extends VBox {
    private static final long LEAST_MILLIS = 500;

    private final Texts texts;
    private final Label step = Labels.of("", "small", "muted");
    private final ProgressBar bar = new ProgressBar();
    private final VBox stages = new VBox();

    ImportProgress(Texts texts) {
        super(8);
        this.texts = texts;
        step.setId("import-step");
        bar.setMaxWidth(Double.MAX_VALUE);
        stages.setId("import-stages");
        stages.getStyleClass().add("import-stages");
        getChildren().addAll(stages, bar, step);
        show(null, Instant.EPOCH);
    }

    void show(@Nullable ImportRun run, Instant now) {
        setVisible(run != null);
        setManaged(run != null);
        if (run == null) {
            return;
        }
        stages.getChildren()
                .setAll(run.stages().stream().map(stage -> new StageRow(texts, stage)).toList());
        bar.setProgress(run.fraction());
        step.setText(told(run, now));
        for (var node : new javafx.scene.Node[] {bar, step}) {
            node.setVisible(run.isRunning());
            node.setManaged(run.isRunning());
        }
    }

    private String told(ImportRun run, Instant now) {
        Copying copying = run.copying();
        return copying.isUnderWay()
                ? texts.text(
                        "models.import.left",
                        new Bytes(copying.bytes()),
                        new Bytes(copying.of()),
                        new Ages(texts).length(copying.left()))
                : run.step();
    }
}
