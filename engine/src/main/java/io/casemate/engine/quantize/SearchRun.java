package io.casemate.engine.quantize;

import io.casemate.engine.fleet.HostProbe;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Candidates;
import io.casemate.engine.quantize.search.Search;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchState;
import io.casemate.engine.quantize.search.SearchWatcher;
import io.casemate.engine.tasks.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One search, from its plan to the registry.
final class SearchRun {
    private final QuantizeWorkers workers;
    private final SearchPlan plan;
    private final Revision parent;
    private final LiveTrials trials;

    SearchRun(QuantizeWorkers workers, SearchPlan plan, Revision parent, Path folder) {
        this.workers = workers;
        this.plan = plan;
        this.parent = parent;
        var place =
                new QuantizeWorkers.Place(
                        parent, folder, LiveTrials.deadline(plan.budget()), plan.calibration());
        trials = new LiveTrials(workers, plan.gate(), place);
    }

    Outcome<SearchResult> execute(SearchWatcher watcher, Progress progress)
            throws InterruptedException {
        var search = new Search(trials, watcher, progress.part(0, 0.98), System::nanoTime);
        SearchState state = search.run(candidates(), plan);
        Optional<Attempt.Measured> best = state.best(plan.goal());
        if (best.isEmpty() || !plan.publishes()) {
            return Outcome.done(new SearchResult(state, best, Optional.empty()));
        }
        progress.report("taking the variant into the registry", 0.99);
        return publish(best.get())
                .map(revision -> new SearchResult(state, best, Optional.of(revision)));
    }

    private List<Recipe> candidates() {
        boolean hasSamples =
                plan.calibration().isPresent()
                        || workers.models().goldenFolder(parent.id()).isPresent();
        return Candidates.of(parent.facts(), hasSamples).stream()
                .map(recipe -> recipe.on(HostProbe.instructionSets()))
                .toList();
    }

    private Outcome<Revision> publish(Attempt.Measured best) {
        LiveTrials.Kept kept = trials.kept(best);
        var card =
                new QuantizationCard(
                        best.recipe().id(),
                        best.sizes().nodes(),
                        best.sizes().bytes(),
                        best.sizes().parentBytes(),
                        best.report(),
                        best.latency(),
                        Optional.of(RecipeFile.textOf(best.recipe())),
                        Optional.of(best.verdict()));
        var made = new Variants.Made(parent, kept.files(), kept.facts(), card);
        return new Variants(workers.models()).publish(made, plan.name());
    }
}
