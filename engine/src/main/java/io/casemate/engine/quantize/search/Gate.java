package io.casemate.engine.quantize.search;

import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.Differences;
import io.casemate.engine.models.Differences.OutputError;
import io.casemate.engine.models.GateVerdict;
import io.casemate.engine.models.GateVerdict.Check;
import io.casemate.engine.models.LatencyComparison;
import io.casemate.engine.models.LatencyComparison.PairedTimes;
import io.casemate.engine.models.MetricScore;
import io.casemate.engine.models.QuantizationCard.Speed;
import io.casemate.engine.quantize.search.Attempt.Sizes;
import io.casemate.engine.units.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// The limits that a variant must keep.
///
/// @param name for people
/// @param demandsGain whether it must be smaller than its parent, and not slower beyond the noise
/// @param leastSnrDb of the worst output
/// @param mostLoss share of right answers that may be lost, 0 to 1: of labelled samples, else of
///   decisions, which cannot lose more than they change
/// @param mostP99Micros 99th percentile of one run, wall time
public record Gate(
        String name,
        boolean demandsGain,
        double leastSnrDb,
        OptionalDouble mostLoss,
        OptionalDouble mostP99Micros,
        Optional<Bytes> mostBytes) {
    public static final double STANDARD_SNR_DB = 20;

    /// What a variant must keep whose recipe somebody has chosen: the worst output has at least 20
    /// dB.
    public static final Gate ACCURACY =
            new Gate(
                    "accuracy",
                    false,
                    STANDARD_SNR_DB,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Optional.empty());

    /// Worst output at least 20 dB, smaller, not slower.
    public static final Gate STANDARD =
            new Gate(
                    "standard",
                    STANDARD_SNR_DB,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Optional.empty());

    /// A gate that demands a gain.
    public Gate(
            String name,
            double leastSnrDb,
            OptionalDouble mostLoss,
            OptionalDouble mostP99Micros,
            Optional<Bytes> mostBytes) {
        this(name, true, leastSnrDb, mostLoss, mostP99Micros, mostBytes);
    }

    /// {@return the same limits for whoever does not ask for a gain}
    public Gate withoutGain() {
        return new Gate(name, false, leastSnrDb, mostLoss, mostP99Micros, mostBytes);
    }

    /// {@return what `report` and `latency` say to each limit}
    public GateVerdict judge(Sizes sizes, Accuracy report, LatencyComparison latency) {
        var checks = new ArrayList<Check>();
        checks.add(error(report));
        if (demandsGain) {
            checks.add(smaller(sizes));
            checks.add(speed(latency));
        }
        mostLoss.ifPresent(limit -> checks.add(loss(report, limit)));
        mostP99Micros.ifPresent(limit -> checks.add(p99(latency, limit)));
        mostBytes.ifPresent(limit ->
                checks.add(
                        new Check(
                                "size at most " + limit,
                                sizes.bytes().toString(),
                                sizes.bytes().compareTo(limit) <= 0)));
        return new GateVerdict(name, checks);
    }

    private Check error(Accuracy report) {
        return new Check(
                text("worst output at least %.1f dB", leastSnrDb),
                text("%.1f dB%s on %s", report.snrDb(), worst(report), report.basis()),
                report.snrDb() >= leastSnrDb);
    }

    private static String worst(Accuracy report) {
        return report.differences()
                .flatMap(all ->
                        all.outputs().stream().min(Comparator.comparingDouble(OutputError::snrDb)))
                .map(output -> " (" + output.output() + ")")
                .orElse("");
    }

    private static Check smaller(Sizes sizes) {
        return new Check(
                "smaller than the parent, " + sizes.parentBytes(),
                text("%s, %.0f %%", sizes.bytes(), 100 * sizes.ratio()),
                sizes.bytes().compareTo(sizes.parentBytes()) < 0);
    }

    private static Check speed(LatencyComparison latency) {
        String interval =
                latency.paired()
                        .map(pairs -> text(" (95 %%: %.2f to %.2f)", pairs.low(), pairs.high()))
                        .orElse("");
        return new Check(
                "not slower than the parent beyond the noise",
                text("speed ×%.2f%s", latency.speedup(), interval),
                Speed.of(latency) != Speed.SLOWER);
    }

    private static Check loss(Accuracy report, double limit) {
        Optional<MetricScore> metric = report.differences().flatMap(Differences::metric);
        if (metric.isPresent()) {
            return loss(metric.get(), limit);
        }
        String words = text("at most %.2f %% of right answers lost", 100 * limit);
        if (report.top1Loss().isPresent()) {
            double loss = report.top1Loss().getAsDouble();
            return new Check(words, text("top-1 loss %.2f %%", 100 * loss), loss <= limit);
        }
        return report.differences()
                .flatMap(all -> all.flips())
                .map(flips ->
                        new Check(
                                words,
                                text(
                                        "%.2f %% of %d decisions changed",
                                        100 * flips.rate(), flips.decisions()),
                                flips.rate() <= limit))
                .orElseGet(() -> new Check(words, "neither labels nor decisions to count", false));
    }

    private static Check loss(MetricScore metric, double limit) {
        double loss = metric.loss().value();
        return new Check(
                text(
                        metric.isShare()
                                ? "at most %.2f %% of %s lost"
                                : "%2$s at most %1$.2f %% worse",
                        100 * limit,
                        metric.metric()),
                text(
                        "%s loss %.2f %% (95 %%: %.2f to %.2f), %.4g against %.4g",
                        metric.metric(),
                        100 * loss,
                        100 * metric.loss().low(),
                        100 * metric.loss().high(),
                        metric.variant().value(),
                        metric.parent().value()),
                loss <= limit);
    }

    private static Check p99(LatencyComparison latency, double limit) {
        double measured = latency.paired().map(PairedTimes::p99Micros).orElse(latency.p50Micros());
        return new Check(
                text("p99 at most %.0f µs", limit), text("%.0f µs", measured), measured <= limit);
    }

    private static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    /// {@return its limits, for people}
    public List<String> limits() {
        var limits = new ArrayList<String>();
        limits.add(text("worst output at least %.1f dB", leastSnrDb));
        if (demandsGain) {
            limits.add("smaller");
            limits.add("not slower beyond the noise");
        }
        mostLoss.ifPresent(it -> limits.add(text("at most %.2f %% lost", 100 * it)));
        mostP99Micros.ifPresent(it -> limits.add(text("p99 at most %.0f µs", it)));
        mostBytes.ifPresent(it -> limits.add("at most " + it));
        return limits;
    }
}
