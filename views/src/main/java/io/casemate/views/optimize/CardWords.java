package io.casemate.views.optimize;

import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.views.kit.Figures;
import io.casemate.views.kit.StatBlock;
import io.casemate.views.kit.Texts;
import io.casemate.views.kit.Tone;
import java.util.Locale;

/// A quantization's card in words. Speaks of an improvement only where one was measured.
///
/// @param texts of the console
record CardWords(Texts texts, QuantizationCard card) {

    String snr() {
        return String.format(Locale.ROOT, "%.1f", card.accuracy().snrDb());
    }

    String cosine() {
        return String.format(Locale.ROOT, "%.5f", card.accuracy().cosine());
    }

    String sizeRatio() {
        return String.format(Locale.ROOT, "%.0f %%", card.sizeRatio() * 100);
    }

    /// {@return top-1 of variant and parent; empty text where there are no labels}
    String top1() {
        return card.accuracy().variantTop1().isEmpty()
                ? ""
                : texts.text(
                        "optimize.top1.both",
                        share(card.accuracy().variantTop1().getAsDouble()),
                        share(card.accuracy().parentTop1().orElse(0)));
    }

    /// {@return top-1 of the variant; a dash where there are no labels}
    String variantTop1() {
        return card.accuracy().variantTop1().isEmpty()
                ? StatBlock.UNKNOWN
                : share(card.accuracy().variantTop1().getAsDouble());
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    String verdict() {
        LatencyComparison latency = card.latency();
        String key =
                switch (card.speed()) {
                    case FASTER -> "optimize.speed.faster";
                    case SAME -> "optimize.speed.same";
                    case SLOWER -> "optimize.speed.slower";
                };
        return texts.text(key, micros(latency.parentP50Micros()), micros(latency.p50Micros()));
    }

    Tone verdictTone() {
        return switch (card.speed()) {
            case FASTER -> Tone.GOOD;
            case SAME -> Tone.NEUTRAL;
            case SLOWER -> Tone.WARNING;
        };
    }

    static String micros(double micros) {
        Figures.Figure figure = Figures.micros(micros);
        return figure.number() + " " + figure.unit();
    }
}
