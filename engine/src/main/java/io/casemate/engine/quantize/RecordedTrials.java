package io.casemate.engine.quantize;

import io.casemate.engine.models.RevisionId;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Trials;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Trials that are written down when they are done, and not done again where they are on record. A
/// search that goes on after a crash so takes the same way as before, at once, and then goes on.
///
/// Used by one thread at a time.
final class RecordedTrials implements Trials {
    private final LiveTrials trials;
    private final SearchJournal journal;
    private final LongSupplier clock;
    private final long start;
    private final Map<Recipe, JournalEntry.Tried> known = new HashMap<>();
    private int replayed;
    private long replayedNanos;

    /// @param clock such as [System#nanoTime()]
    RecordedTrials(LiveTrials trials, SearchJournal journal, LongSupplier clock) {
        this.trials = trials;
        this.journal = journal;
        this.clock = clock;
        this.start = clock.getAsLong();
        journal.tried().forEach(entry -> known.put(entry.attempt().recipe(), entry));
    }

    /// {@return time that the search has used, in nanoseconds: while it repeats what is on record,
    /// as much as it had used then}
    long nanos() {
        return replayed < known.size()
                ? replayedNanos
                : journal.nanos() + clock.getAsLong() - start;
    }

    @Override
    public Attempt attempt(Recipe recipe, Progress progress) throws InterruptedException {
        JournalEntry.Tried before = known.get(recipe);
        if (before != null) {
            replayed++;
            replayedNanos = before.nanos();
            return before.attempt();
        }
        Attempt attempt = trials.attempt(recipe, progress);
        SearchJournal.append(
                journal.folder(),
                JournalEntry.of(attempt, trials.kept(attempt).map(RecordedTrials::id), nanos()));
        return attempt;
    }

    private static RevisionId id(LiveTrials.Kept kept) {
        try {
            return RevisionId.of(kept.files());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public LayerRanking rank(Step.StaticInt8 step, Progress progress) throws InterruptedException {
        Optional<LayerRanking> before = journal.ranking();
        if (before.isPresent()) {
            return before.get();
        }
        LayerRanking ranking = trials.rank(step, progress);
        SearchJournal.append(journal.folder(), new JournalEntry.Ranked(ranking, nanos()));
        return ranking;
    }
}
