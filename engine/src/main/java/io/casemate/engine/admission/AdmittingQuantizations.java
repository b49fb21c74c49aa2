package io.casemate.engine.admission;

import io.casemate.engine.models.Models;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.MeasureLayers;
import io.casemate.engine.quantize.PublishAttempt;
import io.casemate.engine.quantize.Quantizations;
import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.Searches;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.SearchId;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchRecord;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchWatcher;
import io.casemate.engine.tasks.Progress;
import java.util.Set;
import java.util.stream.Collectors;

/// Quantizations whose measurements count as the admission of what was made to the class of this
/// machine. Content that the registry had before brings its old card, which may have been measured
/// elsewhere, and is passed over: its gate is run when it is deployed.
public final class AdmittingQuantizations implements Quantizations {
    private final Quantizations quantizations;
    private final Models models;
    private final LiveAdmissions admissions;

    public AdmittingQuantizations(
            Quantizations quantizations, Models models, LiveAdmissions admissions) {
        this.quantizations = quantizations;
        this.models = models;
        this.admissions = admissions;
    }

    @Override
    public Outcome<Revision> execute(Quantize command, Progress progress)
            throws InterruptedException {
        Set<RevisionId> before = known();
        Gate gate = command.recipe().isSearched() ? Gate.STANDARD : Gate.ACCURACY;
        return quantizations
                .execute(command, progress)
                .map(made -> {
                    admit(made, gate, before);
                    return made;
                });
    }

    @Override
    public Outcome<SearchResult> search(SearchPlan plan, SearchWatcher watcher, Progress progress)
            throws InterruptedException {
        Set<RevisionId> before = known();
        return quantizations
                .search(plan, watcher, progress)
                .map(result -> admitted(result, plan.gate(), before));
    }

    /// What another class of hosts has begun is refused by the room itself.
    @Override
    public Outcome<SearchResult> resume(SearchId id, SearchWatcher watcher, Progress progress)
            throws InterruptedException {
        Set<RevisionId> before = known();
        return switch (quantizations.searches().find(id.toString())) {
            case Outcome.Refused<SearchRecord>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<SearchRecord>(SearchRecord begun) ->
                    quantizations
                            .resume(id, watcher, progress)
                            .map(result -> admitted(result, begun.plan().gate(), before));
        };
    }

    /// Admits nothing: the search on record may have measured elsewhere.
    @Override
    public Outcome<Revision> publish(PublishAttempt command, Progress progress)
            throws InterruptedException {
        return quantizations.publish(command, progress);
    }

    @Override
    public Outcome<LayerRanking> measureLayers(MeasureLayers command, Progress progress)
            throws InterruptedException {
        return quantizations.measureLayers(command, progress);
    }

    @Override
    public Searches searches() {
        return quantizations.searches();
    }

    private SearchResult admitted(SearchResult result, Gate gate, Set<RevisionId> before) {
        result.published().ifPresent(variant -> admit(variant, gate, before));
        return result;
    }

    private Set<RevisionId> known() {
        return models.registry().latest().revisions().stream()
                .map(Revision::id)
                .collect(Collectors.toSet());
    }

    private void admit(Revision made, Gate gate, Set<RevisionId> before) {
        if (!before.contains(made.id())) {
            admissions.made(made, gate);
        }
    }
}
