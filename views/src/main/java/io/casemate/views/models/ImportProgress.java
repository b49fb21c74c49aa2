package io.casemate.views.models;

import io.casemate.engine.airlock.Copying;
import io.casemate.engine.airlock.ImportRun;
import io.casemate.engine.airlock.StageReport;
import io.casemate.engine.units.Bytes;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// One import as it goes on: how far it is, how fast it copies, and its stages as they pass. Takes
/// no room without an import.
final class ImportProgress extends VBox {
    private final Texts texts;
    private final Label name = Labels.of("", "strong");
    private final Label share = Labels.of("", "mono");
    private final ProgressBar bar = new ProgressBar();
    private final Label step = Labels.wrapping("", "small", "muted");
    private final Label hint;
    private final VBox head;
    private final VBox stages = new VBox();
    private List<StageReport> shown = List.of();

    ImportProgress(Texts texts) {
        super(12);
        this.texts = texts;
        step.setId("import-step");
        share.setId("import-share");
        bar.setMaxWidth(Double.MAX_VALUE);
        name.setMinWidth(0);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        share.setMinWidth(USE_PREF_SIZE);
        hint = Labels.wrapping(texts.text("models.import.cancel.hint"), "small", "subtle");
        head = new VBox(8, new HBox(12, name, share), bar, step, hint);
        stages.setId("import-stages");
        stages.getStyleClass().add("import-stages");
        getChildren().addAll(head, stages);
        show(null);
    }

    void show(@Nullable ImportRun run) {
        setVisible(run != null);
        setManaged(run != null);
        if (run == null) {
            return;
        }
        head.setVisible(run.isRunning());
        head.setManaged(run.isRunning());
        Path source = run.command().source();
        name.setText(String.valueOf(source.getFileName()));
        name.setTooltip(new Tooltip(source.toString()));
        share.setText(
                run.fraction() < 0
                        ? ""
                        : String.format(Locale.ROOT, "%.0f %%", run.fraction() * 100));
        bar.setProgress(run.fraction());
        hint.setVisible(run.copying().isUnderWay());
        hint.setManaged(run.copying().isUnderWay());
        step.setText(run.copying().isUnderWay() ? told(run.copying()) : run.step());
        if (!run.stages().equals(shown)) {
            shown = run.stages();
            stages.getChildren()
                    .setAll(shown.stream().map(stage -> new StageRow(texts, stage)).toList());
        }
    }

    /// {@return figures of a copy, such as `5.00 GiB of 20.0 GiB · 98.1 MiB/s · 2 min left`}
    private String told(Copying copying) {
        Bytes bytes = new Bytes(copying.bytes());
        Bytes of = new Bytes(copying.of());
        if (copying.phase() == Copying.Phase.CHECKING) {
            return texts.text("models.import.checking", bytes, of);
        }
        List<String> parts = new ArrayList<>();
        parts.add(texts.text("models.import.copied", bytes, of));
        if (copying.perSecond() > 0) {
            parts.add(texts.text("models.import.rate", new Bytes(copying.perSecond())));
            String left = new Ages(texts).length(copying.left());
            parts.add(texts.text("models.import.left", left));
        }
        if (copying.continuedAt() > 0) {
            parts.add(texts.text("models.import.continued", new Bytes(copying.continuedAt())));
        }
        return String.join(" · ", parts);
    }
}
