package io.casemate.views.admissions;

import io.casemate.engine.admission.GateJudged;
import io.casemate.engine.admission.HostAdmission;
import io.casemate.engine.quantize.GateRun;
import io.casemate.engine.units.Digest;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.CopyLabel;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.GateWords;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.StatusPill;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// What a gate measured in one cell of the matrix, limit by limit.
final class EvidencePane extends VBox {
    private final Texts texts;

    EvidencePane(Texts texts) {
        super(12);
        this.texts = texts;
        setId("admissions-evidence");
    }

    void show(Optional<AdmissionsViewModel.Cell> chosen) {
        if (chosen.isEmpty()) {
            getChildren()
                    .setAll(new EmptyState(Feather.CROSSHAIR, text("choose"), text("choose.hint")));
            return;
        }
        AdmissionsViewModel.Cell cell = chosen.get();
        var grid =
                new KeyValueGrid()
                        .row(text("variant"), CopyLabel.of(texts, cell.row().variant().id()))
                        .row(text("recipe"), cell.row().recipe());
        Label hosts = Labels.wrapping(cell.type().words(), "muted");
        Optional<HostAdmission> known = cell.row().on(cell.type());
        if (known.isEmpty()) {
            getChildren()
                    .setAll(
                            new StatusPill(Tone.NEUTRAL, text("notrun")),
                            hosts,
                            grid,
                            new EmptyState(
                                    Feather.CLOCK, text("notrun.what"), text("notrun.hint")));
            return;
        }
        known(hosts, grid, known.get());
    }

    private void known(Label hosts, KeyValueGrid grid, HostAdmission cell) {
        GateJudged judged = cell.judged();
        grid.row(text("gate"), judged.run().gate().name());
        judged.run().figures().ifPresent(figures -> add(grid, figures));
        grid.row(
                        text("golden"),
                        judged.golden().map(Digest::abbreviated).orElse(text("golden.none")))
                .row(text("occasion"), text(occasion(judged)))
                .row(text("when"), Ages.exact(cell.when()))
                .row(text("operator"), cell.operator());
        getChildren().setAll(pill(texts, cell), hosts, grid);
        getChildren().addAll(GateWords.checks(judged.run().verdict()));
    }

    private void add(KeyValueGrid grid, GateRun.Figures figures) {
        grid.row(text("figures.samples"), figures.accuracy().basis())
                .row(
                        text("figures.latency"),
                        text(
                                "figures.p50",
                                Figures.micros(figures.latency().p50Micros()).toString(),
                                Figures.micros(figures.latency().parentP50Micros()).toString()));
    }

    private static String occasion(GateJudged judged) {
        return switch (judged.occasion()) {
            case MADE -> "occasion.made";
            case ASKED -> "occasion.asked";
        };
    }

    static StatusPill pill(Texts texts, HostAdmission cell) {
        return cell.isGreen()
                ? new StatusPill(Tone.GOOD, texts.text("admissions.green"))
                : new StatusPill(Tone.BAD, texts.text("admissions.red"));
    }

    private String text(String key, Object... arguments) {
        return texts.text("admissions." + key, arguments);
    }
}
