package io.casemate.engine.quantize;

import io.casemate.engine.fleet.HostProbe;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Candidates;
import io.casemate.engine.quantize.search.Search;
import io.casemate.engine.quantize.search.SearchId;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchState;
import io.casemate.engine.quantize.search.SearchWatcher;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One search, from its plan to the registry.
final class SearchRun {
    private final QuantizeWorkers workers;
    private final SearchPlan plan;
    private final SearchJournal journal;
    private final QuantizeWorkers.Place place;
    private final LiveTrials trials;

    /// @param journal as far as the search has come
    SearchRun(QuantizeWorkers workers, SearchJournal journal, Revision parent, Path folder) {
        this.workers = workers;
        this.plan = journal.head().plan();
        this.journal = journal;
        place =
                new QuantizeWorkers.Place(
                        parent, folder, LiveTrials.deadline(plan.budget()), plan.calibration());
        trials = new LiveTrials(workers, plan.gate(), place);
    }

    Outcome<SearchResult> execute(SearchWatcher watcher, Progress progress)
            throws IOException, InterruptedException {
        journal.mend();
        var recorded = new RecordedTrials(trials, journal, System::nanoTime);
        var search = new Search(recorded, watcher, progress.part(0, 0.98), recorded::nanos);
        SearchState state;
        try {
            state = search.run(journal.head().candidates(), plan);
        } catch (BrokenTrial broken) {
            return Outcome.refused(interrupted(broken.problem()));
        }
        SearchJournal.append(
                journal.folder(),
                new JournalEntry.Ended(state.end().orElseThrow(), state.space(), recorded.nanos()));
        Optional<Attempt.Measured> best = state.best(plan.goal());
        if (best.isEmpty() || !plan.publishes()) {
            return Outcome.done(result(state, best, Optional.empty()));
        }
        progress.report("taking the variant into the registry", 0.99);
        return publish(best.get(), progress.part(0.99, 1))
                .map(revision -> result(state, best, Optional.of(revision)));
    }

    /// What was tried stays on record, and the search is one that can go on.
    private Problem interrupted(Problem reason) {
        SearchId id = journal.head().id();
        return new Problem(
                reason.code(),
                "The search %s was interrupted.".formatted(id),
                reason.why(),
                "%s Then go on with 'casemate optimize --resume %s'."
                        .formatted(reason.remedy(), id));
    }

    private SearchResult result(
            SearchState state, Optional<Attempt.Measured> best, Optional<Revision> published) {
        return new SearchResult(journal.head().id(), state, best, published);
    }

    /// {@return what is tried on `parent`, in the order of trying}
    static List<Recipe> candidates(QuantizeWorkers workers, SearchPlan plan, Revision parent) {
        boolean hasSamples =
                plan.calibration().isPresent()
                        || workers.models().goldenFolder(parent.id()).isPresent();
        return Candidates.of(parent.facts(), hasSamples).stream()
                .map(recipe -> recipe.on(HostProbe.instructionSets()))
                .toList();
    }

    private Outcome<Revision> publish(Attempt.Measured best, Progress progress)
            throws IOException, InterruptedException {
        Optional<LiveTrials.Kept> kept = trials.kept(best);
        if (kept.isEmpty()) {
            var command =
                    new PublishAttempt(journal.head().id(), PublishAttempt.BEST, Optional.empty());
            var written = SearchJournal.read(journal.folder());
            return new LaterPublication(workers, written, place).execute(command, progress);
        }
        var made =
                new Variants.Made(
                        place.parent(),
                        kept.get().files(),
                        kept.get().facts(),
                        Variants.card(best));
        return new Variants(workers.models()).publish(made, plan.name());
    }
}
