package io.casemate.views.optimize;

import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Revision;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.CopyLabel;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.EvenColumns;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Panel;
import io.casemate.views.kit.StatBlock;
import io.casemate.views.kit.StatusPill;
import io.casemate.views.kit.chart.CompareBars;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Intent;
import java.util.List;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// What one quantization did: size, error, accuracy and latency, variant beside parent.
final class ResultPanel extends VBox {
    private static final int PARENT_COLOUR = 0;
    private static final int VARIANT_COLOUR = 1;

    private final Desk desk;

    ResultPanel(Desk desk) {
        this.desk = desk;
        setId("optimize-result");
        show(null);
    }

    /// @param variant null: nothing is chosen
    void show(@Nullable Revision variant) {
        if (variant != null
                && variant.origin() instanceof Origin.Quantized(_, QuantizationCard card)) {
            getChildren().setAll(panel(variant, card));
            return;
        }
        var empty = new EmptyState(Feather.MINIMIZE_2, text("result.empty"), text("result.hint"));
        getChildren().setAll(new Panel(text("result"), empty));
    }

    private Panel panel(Revision variant, QuantizationCard card) {
        var words = new CardWords(desk.texts(), card);
        var pill = new StatusPill(words.verdictTone(), words.verdict());
        pill.setId("optimize-verdict");
        var panel =
                new Panel(
                        text("result.of", variant.model(), card.recipe()),
                        new EvenColumns(12, size(words), error(words), top1(words, card)),
                        bars(card),
                        pill,
                        details(variant, card, words));
        return panel.tools(
                Buttons.primary(
                        "optimize-deploy",
                        text("deploy"),
                        () -> desk.navigation().go(new Intent.Deploy(variant.id()))));
    }

    private StatBlock size(CardWords words) {
        var block = new StatBlock("optimize-size", text("size"));
        String[] amount = words.card().bytes().toString().split(" ", 2);
        block.show(amount[0], amount[1]);
        block.note(text("size.note", words.sizeRatio(), words.card().parentBytes()));
        return block;
    }

    private StatBlock error(CardWords words) {
        var block = new StatBlock("optimize-snr", text("snr"));
        block.show(words.snr(), "dB");
        block.note(text("snr.note", words.cosine()));
        return block;
    }

    private StatBlock top1(CardWords words, QuantizationCard card) {
        var block = new StatBlock("optimize-top1", text("top1"));
        if (words.top1().isEmpty()) {
            block.show(StatBlock.UNKNOWN, "");
            block.note(text("top1.none"));
        } else {
            block.show("%.1f".formatted(card.accuracy().variantTop1().orElseThrow() * 100), "%");
            block.note(words.top1());
        }
        return block;
    }

    private CompareBars bars(QuantizationCard card) {
        var bars = new CompareBars();
        bars.show(
                List.of(
                        new CompareBars.Bar(
                                text("bar.parent"),
                                card.latency().parentP50Micros(),
                                CardWords.micros(card.latency().parentP50Micros()),
                                PARENT_COLOUR),
                        new CompareBars.Bar(
                                text("bar.variant"),
                                card.latency().p50Micros(),
                                CardWords.micros(card.latency().p50Micros()),
                                VARIANT_COLOUR)));
        return bars;
    }

    private KeyValueGrid details(Revision variant, QuantizationCard card, CardWords words) {
        var digest = CopyLabel.of(desk.texts(), variant.id());
        var grid = new KeyValueGrid();
        card.calibration().ifPresent(warning -> grid.row(text("calibration"), warning));
        card.remark().ifPresent(remark -> grid.row(text("remark"), remark));
        return grid.row(text("revision"), digest)
                .row(text("nodes"), Integer.toString(card.quantizedNodes()))
                .row(text("basis"), card.accuracy().basis())
                .row(text("maxabs"), "%.5f".formatted(card.accuracy().maxAbs()))
                .row(
                        text("latency"),
                        text("latency.how", card.latency().runs(), card.latency().batch()));
    }

    private String text(String key, Object... arguments) {
        return desk.texts().text("optimize." + key, arguments);
    }
}
