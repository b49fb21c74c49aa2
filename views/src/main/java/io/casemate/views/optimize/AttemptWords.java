package io.casemate.views.optimize;

import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.views.kit.StatBlock;
import io.casemate.views.kit.Texts;
import java.util.Locale;

/// A candidate of a search in words.
final class AttemptWords {

    private AttemptWords() {}

    /// {@return size, error and speed in a line, or why there are none}
    static String summary(Texts texts, Attempt attempt) {
        return switch (attempt) {
            case Attempt.Measured _ ->
                    texts.text(
                            "optimize.search.summary",
                            size(attempt),
                            error(attempt),
                            speed(attempt));
            case Attempt.TooInaccurate _ ->
                    texts.text("optimize.search.summary.untimed", size(attempt), error(attempt));
            case Attempt.Failed(_, var problem) -> problem.why();
        };
    }

    static String size(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Measured one -> size(one.sizes());
            case Attempt.TooInaccurate one -> size(one.sizes());
            case Attempt.Failed _ -> StatBlock.UNKNOWN;
        };
    }

    private static String size(Attempt.Sizes sizes) {
        return text("%.0f %%", 100 * sizes.ratio());
    }

    static String error(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Measured one -> text("%.1f dB", one.report().snrDb());
            case Attempt.TooInaccurate one -> text("%.1f dB", one.ranking().snrDb());
            case Attempt.Failed _ -> StatBlock.UNKNOWN;
        };
    }

    static String speed(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Measured one -> text("×%.2f", one.latency().speedup());
            case Attempt.TooInaccurate _, Attempt.Failed _ -> StatBlock.UNKNOWN;
        };
    }

    /// {@return the interval of the speed, empty where there is none}
    static String interval(LatencyComparison latency) {
        return latency.paired()
                .map(pairs -> text("×%.2f – ×%.2f", pairs.low(), pairs.high()))
                .orElse("");
    }

    static String verdict(Texts texts, Attempt attempt) {
        return texts.text(
                switch (attempt) {
                    case Attempt.Measured one ->
                            one.verdict().isPassed()
                                    ? "optimize.search.passes"
                                    : "optimize.search.misses";
                    case Attempt.TooInaccurate _ -> "optimize.search.inaccurate";
                    case Attempt.Failed _ -> "optimize.search.failed";
                });
    }

    static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
