package io.casemate.engine.attention;

import io.casemate.engine.attention.AttentionItem.Severity;
import io.casemate.engine.attention.AttentionRules.Words;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.models.Accuracy;
import io.casemate.engine.models.Origin;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import java.util.Locale;
import java.util.Optional;

/// Whether a quantized variant that serves is worse than it should be. The worst finding speaks.
///
/// | Finding | Limit |
/// |---|---|
/// | names the right class less often than its parent | by more than 1 percentage point |
/// | output error | SNR below 10 dB: the error is a third of the signal or more |
/// | speed | slower than its parent, beyond timing noise |
final class VariantRules {
    static final double MAX_TOP1_LOSS = 0.01;
    static final double MIN_SNR_DB = 10;

    private VariantRules() {}

    static Optional<AttentionItem> item(Deployment deployment, Registry registry) {
        return registry.find(deployment.revision())
                .map(Revision::origin)
                .flatMap(origin ->
                        switch (origin) {
                            case Origin.Imported _ -> Optional.empty();
                            case Origin.Quantized(_, QuantizationCard card) ->
                                    item(deployment, card);
                        });
    }

    private static Optional<AttentionItem> item(Deployment deployment, QuantizationCard card) {
        return top1(deployment, card.accuracy())
                .or(() -> error(deployment, card.accuracy()))
                .or(() -> speed(deployment, card));
    }

    private static Optional<AttentionItem> top1(Deployment deployment, Accuracy accuracy) {
        if (accuracy.parentTop1().isEmpty() || accuracy.variantTop1().isEmpty()) {
            return Optional.empty();
        }
        double parent = accuracy.parentTop1().getAsDouble();
        double variant = accuracy.variantTop1().getAsDouble();
        return parent - variant <= MAX_TOP1_LOSS
                ? Optional.empty()
                : warn(
                        Severity.WARNING,
                        deployment,
                        "'%s' serves a less accurate variant.".formatted(deployment.id()),
                        String.format(
                                Locale.ROOT,
                                "It is right in %.1f %% of the samples and its parent in %.1f %%,"
                                        + " on %s.",
                                100 * variant,
                                100 * parent,
                                accuracy.basis()));
    }

    private static Optional<AttentionItem> error(Deployment deployment, Accuracy accuracy) {
        return accuracy.snrDb() >= MIN_SNR_DB
                ? Optional.empty()
                : warn(
                        Severity.WARNING,
                        deployment,
                        "'%s' serves a variant with large output errors."
                                .formatted(deployment.id()),
                        String.format(
                                Locale.ROOT,
                                "Its SNR against the parent is %.1f dB, and %.0f dB is the least,"
                                        + " on %s.",
                                accuracy.snrDb(),
                                MIN_SNR_DB,
                                accuracy.basis()));
    }

    private static Optional<AttentionItem> speed(Deployment deployment, QuantizationCard card) {
        return switch (card.speed()) {
            case FASTER, SAME -> Optional.empty();
            case SLOWER ->
                    warn(
                            Severity.NOTICE,
                            deployment,
                            "'%s' serves a variant that is slower than its parent."
                                    .formatted(deployment.id()),
                            String.format(
                                    Locale.ROOT,
                                    "Its median was %.0f µs and the parent's %.0f µs; it takes"
                                            + " %.0f %% of the parent's storage.",
                                    card.latency().p50Micros(),
                                    card.latency().parentP50Micros(),
                                    100 * card.sizeRatio()));
        };
    }

    private static Optional<AttentionItem> warn(
            Severity severity, Deployment deployment, String what, String why) {
        var words =
                new Words(
                        what,
                        why,
                        "Deploy the parent under the same name, or another recipe, unless this is"
                                + " meant.");
        return Optional.of(AttentionRules.item(severity, deployment, words, deployment.since()));
    }
}
