package io.casemate.views.models;

import io.casemate.engine.airlock.ImportRun;
import io.casemate.engine.airlock.StageFigures;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.CopyLabel;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.Icons;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;
import io.casemate.views.shell.Desk;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// What an import let in, and what can be done with it next. Takes no room before that.
final class ImportResult extends VBox {
    private final Desk desk;
    private final Consumer<RevisionId> select;
    private final Label sentence = Labels.wrapping("", "strong");
    private final VBox details = new VBox(8);

    /// @param select shows a revision in the table
    ImportResult(Desk desk, Consumer<RevisionId> select) {
        super(12);
        this.desk = desk;
        this.select = select;
        getStyleClass().add("import-result");
        Tone.GOOD.paint(this);
        sentence.setId("import-result");
        var head = new HBox(10, Icons.of(Feather.CHECK_CIRCLE), sentence);
        Tone.GOOD.paint(head);
        getChildren().addAll(head, details);
        show(null, null);
    }

    void show(@Nullable Revision revision, @Nullable ImportRun run) {
        setVisible(revision != null);
        setManaged(revision != null);
        sentence.setVisible(revision != null);
        details.getChildren().clear();
        sentence.setText("");
        if (revision == null) {
            return;
        }
        sentence.setText(
                texts().text(
                                "models.import.done",
                                revision.model(),
                                revision.id().digest().abbreviated(),
                                revision.bytes()));
        details.getChildren().add(facts(revision, run));
        if (run != null) {
            details.getChildren().addAll(notes(run));
        }
        details.getChildren().add(next(revision));
    }

    private KeyValueGrid facts(Revision revision, @Nullable ImportRun run) {
        var digest = new CopyLabel(texts());
        digest.show(revision.id().digest().abbreviated(), revision.id().toString());
        var grid =
                new KeyValueGrid()
                        .row(text("models.revision"), digest)
                        .row(text("models.nodes"), Figures.count(revision.facts().nodes()))
                        .row(
                                text("models.parameters"),
                                Figures.count(revision.facts().parameters()));
        if (run != null && run.ended().isPresent()) {
            Duration took = Duration.between(run.started(), run.ended().get());
            grid.row(text("models.import.took"), StageFigures.time(took));
        }
        return grid;
    }

    private static List<Label> notes(ImportRun run) {
        return run.stages().stream()
                .flatMap(stage -> stage.figures().notes().stream())
                .map(note -> Labels.wrapping(note, "import-note", "small"))
                .toList();
    }

    private HBox next(Revision revision) {
        return new HBox(
                8,
                Buttons.plain(
                        "import-inspect",
                        text("models.import.inspect"),
                        () -> {
                            desk.sheets().close();
                            select.accept(revision.id());
                        }),
                Buttons.plain(
                        "import-quantize",
                        text("models.quantize"),
                        () -> leave("optimize", "optimize.quantize")),
                Buttons.plain(
                        "import-deploy",
                        text("models.deploy"),
                        () -> leave("deployments", "deployments.deploy")));
    }

    private void leave(String screen, String action) {
        desk.sheets().close();
        desk.navigation().go(screen, action);
    }

    private Texts texts() {
        return desk.texts();
    }

    private String text(String key) {
        return texts().text(key);
    }
}
