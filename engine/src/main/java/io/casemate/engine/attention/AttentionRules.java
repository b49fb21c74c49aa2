package io.casemate.engine.attention;

import static io.casemate.engine.attention.AttentionItem.Severity.CRITICAL;
import static io.casemate.engine.attention.AttentionItem.Severity.NOTICE;
import static io.casemate.engine.attention.AttentionItem.Severity.WARNING;

import io.casemate.engine.attention.AttentionItem.Topic;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.Host;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.telemetry.LatencyView;
import io.casemate.engine.telemetry.SeriesId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What wants a decision, as a pure function of facts.
///
/// | Rule | Speaks when |
/// |---|---|
/// | host | its agent is down |
/// | deployment | failed, or pending for more than 10 s |
/// | errors | more than 1 % of at least 20 requests in the last minute |
/// | silence | it serves, and no figures came for more than 10 s |
/// | variant | see [VariantRules] |
/// | gate | see [GateRules] |
/// | files | the store lost a revision's file |
/// | disk | see [DiskRule] |
/// | ledger | something was repaired on opening |
final class AttentionRules {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final double MAX_ERROR_SHARE = 0.01;
    static final long MIN_REQUESTS = 20;

    static final Comparator<AttentionItem> ORDER =
            Comparator.comparing(AttentionItem::severity)
                    .thenComparing(AttentionItem::since)
                    .thenComparing(AttentionItem::subject);

    private AttentionRules() {}

    /// {@return the items, worst first, then oldest first}
    static List<AttentionItem> items(AttentionFacts facts) {
        Stream<AttentionItem> hosts = facts.hosts().stream().flatMap(AttentionRules::host);
        Stream<AttentionItem> deployments =
                facts.deployments().stream().flatMap(deployment -> deployment(deployment, facts));
        Stream<AttentionItem> files =
                facts.registry().revisions().stream()
                        .filter(revision -> facts.missing().contains(revision.id()))
                        .map(revision -> missing(revision, facts));
        Stream<AttentionItem> recoveries =
                facts.recoveries().stream().map(text -> recovery(text, facts));
        return Stream.of(hosts, deployments, files, DiskRule.items(facts), recoveries)
                .flatMap(rule -> rule)
                .sorted(ORDER)
                .toList();
    }

    private static Stream<AttentionItem> host(Host host) {
        return switch (host.health()) {
            case DOWN ->
                    Stream.of(
                            new AttentionItem(
                                    CRITICAL,
                                    Topic.HOST,
                                    host.name(),
                                    "The agent of '%s' is down.".formatted(host.name()),
                                    "Its process ended, and nothing serves on this host until it"
                                            + " is back.",
                                    "It is being restarted. If it does not come back, read its log"
                                            + " in the data folder.",
                                    host.since()));
            case STARTING, UP, OFFLINE -> Stream.empty();
        };
    }

    private static Stream<AttentionItem> deployment(Deployment deployment, AttentionFacts facts) {
        return switch (deployment.state()) {
            case FAILED -> Stream.of(failed(deployment));
            case PENDING -> pending(deployment, facts.now());
            case LOADING -> Stream.empty();
            case SERVING ->
                    Stream.of(
                                    errors(deployment, facts),
                                    silence(deployment, facts),
                                    VariantRules.item(deployment, facts.registry()),
                                    GateRules.item(deployment, facts))
                            .flatMap(Optional::stream);
        };
    }

    private static AttentionItem failed(Deployment deployment) {
        return item(
                CRITICAL,
                deployment,
                new Words(
                        "'%s' does not serve.".formatted(deployment.id()),
                        deployment.problem().map(Problem::why).orElse("Its host gave no reason."),
                        deployment
                                .problem()
                                .map(Problem::remedy)
                                .orElse("Deploy it again, or deploy another revision.")),
                deployment.since());
    }

    private static Stream<AttentionItem> pending(Deployment deployment, Instant now) {
        Duration waited = Duration.between(deployment.since(), now);
        return waited.compareTo(PATIENCE) <= 0
                ? Stream.empty()
                : Stream.of(
                        item(
                                WARNING,
                                deployment,
                                new Words(
                                        "'%s' waits for its host.".formatted(deployment.id()),
                                        "It has waited for %d s, and more than %d s is unusual."
                                                .formatted(
                                                        waited.toSeconds(), PATIENCE.toSeconds()),
                                        "Look at host '%s' on the screen Hosts."
                                                .formatted(deployment.host())),
                                deployment.since()));
    }

    private static Optional<AttentionItem> errors(Deployment deployment, AttentionFacts facts) {
        return latency(deployment, facts)
                .filter(view -> view.lastMinute().count() >= MIN_REQUESTS)
                .filter(view -> view.errorShare() > MAX_ERROR_SHARE)
                .map(view ->
                        item(
                                WARNING,
                                deployment,
                                new Words(
                                        "'%s' answers with errors.".formatted(deployment.id()),
                                        String.format(
                                                Locale.ROOT,
                                                "%.1f %% of %d requests failed in the last minute,"
                                                        + " and %.0f %% are tolerated.",
                                                100 * view.errorShare(),
                                                view.lastMinute().count(),
                                                100 * MAX_ERROR_SHARE),
                                        "Check that clients send what the model's inputs ask for;"
                                                + " if they do, read the agent's log."),
                                facts.now()));
    }

    private static Optional<AttentionItem> silence(Deployment deployment, AttentionFacts facts) {
        Instant heard =
                latency(deployment, facts)
                        .map(LatencyView::updated)
                        .filter(updated -> updated.isAfter(deployment.since()))
                        .orElse(deployment.since());
        Duration silent = Duration.between(heard, facts.now());
        return silent.compareTo(PATIENCE) <= 0
                ? Optional.empty()
                : Optional.of(
                        item(
                                WARNING,
                                deployment,
                                new Words(
                                        "'%s' reports no figures.".formatted(deployment.id()),
                                        "Nothing was heard for %d s, and one report a second is due."
                                                .formatted(silent.toSeconds()),
                                        "Treat its charts as stale. Look at host '%s' on the screen Hosts."
                                                .formatted(deployment.host())),
                                heard));
    }

    private static Optional<LatencyView> latency(Deployment deployment, AttentionFacts facts) {
        return Optional.ofNullable(facts.latencies().get(new SeriesId(deployment.id().text())));
    }

    private static AttentionItem missing(Revision revision, AttentionFacts facts) {
        boolean isDeployed =
                facts.deployments().stream()
                        .anyMatch(deployment -> deployment.revision().equals(revision.id()));
        return new AttentionItem(
                isDeployed ? CRITICAL : WARNING,
                Topic.MODEL,
                revision.model().text(),
                "The file of '%s' %s is missing."
                        .formatted(revision.model(), revision.id().digest().abbreviated()),
                "The registry knows the revision (%s), and the store has no file for it.%s"
                        .formatted(
                                revision.bytes(),
                                isDeployed ? " It is deployed and cannot be loaded again." : ""),
                "Import the model again from its source; the same content gets the same revision.",
                facts.now());
    }

    private static AttentionItem recovery(String text, AttentionFacts facts) {
        return new AttentionItem(
                NOTICE,
                Topic.LEDGER,
                "ledger",
                "The read model was repaired when Casemate started.",
                text,
                "Nothing was lost. If it happens again, check the disk of the data folder.",
                facts.opened());
    }

    static AttentionItem item(
            AttentionItem.Severity severity, Deployment deployment, Words words, Instant since) {
        return new AttentionItem(
                severity,
                Topic.DEPLOYMENT,
                deployment.id().text(),
                words.what(),
                words.why(),
                words.remedy(),
                since);
    }

    /// The three texts of an item.
    record Words(String what, String why, String remedy) {}
}
