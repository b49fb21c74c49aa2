package io.casemate.engine.lineage;

import io.casemate.engine.deploy.DeploymentDesired;
import io.casemate.engine.deploy.DeploymentReverted;
import io.casemate.engine.deploy.DeploymentWithdrawn;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.models.RegistryFold;
import io.casemate.engine.models.RevisionAdmitted;
import io.casemate.engine.models.RevisionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The state that follows from the entries applied so far, and from nothing else. Confined to one
/// thread.
final class Replay {
    private static final int PAGE = 512;

    final RegistryFold registry = new RegistryFold();
    final Map<RevisionId, LedgerEntry> admissions = new HashMap<>();
    final List<DeploymentSpan> past = new ArrayList<>();
    final TreeMap<String, DeploymentSpan> current = new TreeMap<>();
    long entries;

    /// {@return the state after the last entry that is not later than `time`}
    static Replay until(Ledger ledger, Instant time) {
        var replay = new Replay();
        replay.goOn(ledger, time);
        return replay;
    }

    /// Applies what follows, up to the last entry that is not later than `time`.
    void goOn(Ledger ledger, Instant time) {
        long size = ledger.head().latest().size();
        while (entries < size) {
            for (LedgerEntry entry : ledger.list(entries, PAGE)) {
                if (entry.time().isAfter(time)) {
                    return;
                }
                apply(entry);
            }
        }
    }

    void apply(LedgerEntry entry) {
        entries++;
        registry.apply(entry);
        if (entry.is(RevisionAdmitted.class)) {
            admissions.put(entry.event(RevisionAdmitted.class).revision().id(), entry);
        } else if (entry.is(DeploymentDesired.class)) {
            begin(entry.event(DeploymentDesired.class), entry);
        } else if (entry.is(DeploymentWithdrawn.class)) {
            end(entry.event(DeploymentWithdrawn.class).deployment(), entry);
        } else if (entry.is(DeploymentReverted.class)) {
            revert(entry.event(DeploymentReverted.class), entry);
        }
    }

    private void begin(DeploymentDesired desired, LedgerEntry entry) {
        end(desired.deployment(), entry);
        current.put(
                desired.deployment().text(),
                new DeploymentSpan(desired, entry.time(), entry.actor(), Optional.empty()));
    }

    private void end(DeploymentId deployment, LedgerEntry entry) {
        DeploymentSpan ended = current.remove(deployment.text());
        if (ended != null) {
            past.add(ended.ended(entry.time()));
        }
    }

    /// What did not come to serve leaves no span; what served before goes on.
    private void revert(DeploymentReverted reverted, LedgerEntry entry) {
        String name = reverted.deployment().text();
        current.remove(name);
        reverted.previous().ifPresent(previous -> current.put(name, resumed(previous, entry)));
    }

    private DeploymentSpan resumed(DeploymentDesired previous, LedgerEntry entry) {
        for (int i = past.size() - 1; i >= 0; i--) {
            DeploymentSpan span = past.get(i);
            if (span.desired().equals(previous)) {
                past.remove(i);
                return new DeploymentSpan(previous, span.since(), span.actor(), Optional.empty());
            }
        }
        return new DeploymentSpan(previous, entry.time(), entry.actor(), Optional.empty());
    }
}
