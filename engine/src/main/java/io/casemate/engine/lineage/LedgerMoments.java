package io.casemate.engine.lineage;

import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.lineage.Moment.Served;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Moments from a replay of the ledger.
public final class LedgerMoments implements Moments {
    private final Ledger ledger;

    public LedgerMoments(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Moment at(Instant time) {
        Replay replay = Replay.until(ledger, time);
        long entries = replay.entries;
        boolean isApprovalRequired = replay.registry.registry().policy().requireApproval();
        List<Served> serving = serving(replay);
        replay.goOn(ledger, Instant.MAX);
        return new Moment(
                time, entries, isApprovalRequired, serving, changes(serving, serving(replay)));
    }

    private static List<Served> serving(Replay replay) {
        Registry registry = replay.registry.registry();
        return replay.current.values().stream()
                .flatMap(span -> served(span, registry).stream())
                .toList();
    }

    private static Optional<Served> served(DeploymentSpan span, Registry registry) {
        var desired = span.desired();
        return registry.find(desired.revision())
                .map(revision ->
                        new Served(
                                desired.deployment(),
                                revision,
                                desired.replicas(),
                                desired.host().text(),
                                span.since(),
                                span.actor(),
                                registry.lastStep(revision.id(), Stage.APPROVED)));
    }

    private static List<String> changes(List<Served> then, List<Served> now) {
        var changes = new ArrayList<String>();
        for (Served old : then) {
            find(now, old)
                    .ifPresentOrElse(
                            next -> difference(old, next).forEach(changes::add),
                            () ->
                                    changes.add(
                                            "'%s' no longer serves.".formatted(old.deployment())));
        }
        now.stream()
                .filter(next -> find(then, next).isEmpty())
                .map(next ->
                        "'%s' serves now and did not then: revision %s since %s."
                                .formatted(next.deployment(), digits(next), next.since()))
                .forEach(changes::add);
        return changes;
    }

    private static Optional<Served> find(List<Served> all, Served one) {
        return all.stream()
                .filter(other -> other.deployment().equals(one.deployment()))
                .findFirst();
    }

    private static Stream<String> difference(Served then, Served now) {
        var words = new ArrayList<String>();
        if (!then.revision().id().equals(now.revision().id())) {
            words.add(
                    "'%s' serves revision %s instead of %s since %s."
                            .formatted(now.deployment(), digits(now), digits(then), now.since()));
        }
        if (then.replicas() != now.replicas()) {
            words.add(
                    "'%s' has %d replicas instead of %d."
                            .formatted(now.deployment(), now.replicas(), then.replicas()));
        }
        if (!then.host().equals(now.host())) {
            words.add(
                    "'%s' is on %s instead of %s."
                            .formatted(now.deployment(), now.host(), then.host()));
        }
        return words.stream();
    }

    private static String digits(Served served) {
        return served.revision().id().digest().abbreviated();
    }
}
