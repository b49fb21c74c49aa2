package io.casemate.engine.models;

import io.casemate.engine.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The registry as it follows from entries of the ledger, up to whichever was applied last. Depends
/// on nothing else, so that it also tells what the registry was at an earlier time.
public final class RegistryFold {
    private final Map<RevisionId, Revision> revisions = new LinkedHashMap<>();
    private final Map<ModelName, ModelCard> cards = new HashMap<>();
    private final List<StageStep> steps = new ArrayList<>();
    private StagePolicy policy = StagePolicy.standard();

    public RegistryFold() {}

    /// {@return whether `entry` may change the registry}
    static boolean concerns(LedgerEntry entry) {
        return entry.is(RevisionAdmitted.class)
                || entry.is(RevisionRestored.class)
                || entry.is(StageChanged.class)
                || entry.is(GoldenAttached.class)
                || entry.is(CardSet.class)
                || entry.is(PolicySet.class);
    }

    /// Applies the next entry; entries of other rooms are left alone.
    public void apply(LedgerEntry entry) {
        if (entry.is(RevisionAdmitted.class)) {
            Revision revision = entry.event(RevisionAdmitted.class).revision();
            revisions.put(revision.id(), revision);
        } else if (entry.is(StageChanged.class)) {
            StageChanged change = entry.event(StageChanged.class);
            steps.add(new StageStep(entry.time(), entry.actor(), change));
            revisions.computeIfPresent(
                    change.revision(), (_, revision) -> revision.withStage(change.to()));
        } else if (entry.is(GoldenAttached.class)) {
            GoldenAttached attached = entry.event(GoldenAttached.class);
            revisions.computeIfPresent(
                    attached.revision(), (_, revision) -> revision.withGolden(attached.golden()));
        } else if (entry.is(CardSet.class)) {
            CardSet set = entry.event(CardSet.class);
            cards.put(set.model(), set.card());
        } else if (entry.is(PolicySet.class)) {
            policy = entry.event(PolicySet.class).policy();
        }
    }

    /// {@return the registry now, without regard to what the store holds}
    public Registry registry() {
        return new Registry(
                List.copyOf(revisions.values()).reversed(), Set.of(), cards, steps, policy);
    }
}
