package io.casemate.engine.quantize;

import io.casemate.engine.models.Models;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.Goal;
import io.casemate.engine.quantize.search.SearchId;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchWatcher;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.worker.JobFolders;
import io.casemate.engine.worker.WorkerProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/// Makes variants on this machine: one worker rewrites, one measures, and only what both are done
/// with is admitted. What a search chooses has passed its gate; what a named recipe makes is
/// admitted with what the standard gate says of it.
public final class LiveQuantizations implements Quantizations {
    private final Models models;
    private final QuantizeWorkers workers;
    private final JobFolders folders;
    private final LiveSearches searches;

    /// @param folders on the same file system as the model store
    public LiveQuantizations(
            Models models, WorkerProcesses workers, JobFolders folders, LiveSearches searches) {
        this.models = models;
        this.workers = new QuantizeWorkers(models, workers);
        this.folders = folders;
        this.searches = searches;
    }

    @Override
    public Outcome<Revision> execute(Quantize command, Progress progress)
            throws InterruptedException {
        if (command.recipe().isSearched() && command.syntheticSamples() > 0) {
            return Outcome.refused(
                    MeasureProblem.SYNTHETIC_SEARCH.because(
                            "The model was not quantized.",
                            "The recipe 'auto' chooses by error, and made-up inputs tell none.",
                            "Name a recipe such as static-int8, or give real samples."));
        }
        if (command.recipe().isSearched()) {
            return searched(command, progress);
        }
        return inFolder(
                command.parent(),
                "quantize",
                place ->
                        new RecipeRun(workers, command, place.parent(), place.folder())
                                .execute(progress));
    }

    private Outcome<Revision> searched(Quantize command, Progress progress)
            throws InterruptedException {
        var plan =
                new SearchPlan(
                        command.parent(),
                        Goal.BALANCED,
                        Gate.STANDARD,
                        SearchPlan.STANDARD_BUDGET,
                        true,
                        command.calibration(),
                        command.name());
        return switch (search(plan, SearchWatcher.NONE, progress)) {
            case Outcome.Refused<SearchResult>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<SearchResult>(SearchResult result) ->
                    result.published()
                            .map(Outcome::done)
                            .orElseGet(() -> Outcome.refused(LeftAsItIs.problem(plan, result)));
        };
    }

    @Override
    public Outcome<SearchResult> search(SearchPlan plan, SearchWatcher watcher, Progress progress)
            throws InterruptedException {
        return inFolder(
                plan.parent(),
                "search",
                place -> {
                    List<Recipe> candidates = SearchRun.candidates(workers, plan, place.parent());
                    SearchJournal journal = searches.begin(plan, candidates);
                    try {
                        return new SearchRun(workers, journal, place.parent(), place.folder())
                                .execute(watcher, progress);
                    } finally {
                        searches.leave(journal.head().id());
                    }
                });
    }

    @Override
    public Outcome<SearchResult> resume(SearchId id, SearchWatcher watcher, Progress progress)
            throws InterruptedException {
        return switch (searches.goOn(id.text())) {
            case Outcome.Refused<SearchJournal>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<SearchJournal>(SearchJournal journal) -> {
                try {
                    yield inFolder(
                            journal.head().plan().parent(),
                            "search",
                            place ->
                                    new SearchRun(workers, journal, place.parent(), place.folder())
                                            .execute(watcher, progress));
                } finally {
                    searches.leave(id);
                }
            }
        };
    }

    @Override
    public Outcome<Revision> publish(PublishAttempt command, Progress progress)
            throws InterruptedException {
        return switch (searches.journal(command.search().text())) {
            case Outcome.Refused<SearchJournal>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<SearchJournal>(SearchJournal journal) ->
                    inFolder(
                            journal.head().plan().parent(),
                            "publish",
                            place ->
                                    new LaterPublication(
                                                    workers,
                                                    journal,
                                                    place.with(journal.head().plan().calibration()))
                                            .execute(command, progress));
        };
    }

    @Override
    public Outcome<LayerRanking> measureLayers(MeasureLayers command, Progress progress)
            throws InterruptedException {
        return inFolder(
                command.parent(),
                "layers",
                place ->
                        new LayerMeasuring(workers, place.with(command.calibration()))
                                .execute(command.recipe(), progress));
    }

    @Override
    public Searches searches() {
        return searches;
    }

    /// Work in a folder that is gone when it is done.
    @FunctionalInterface
    private interface Work<T> {
        Outcome<T> in(QuantizeWorkers.Place place) throws IOException, InterruptedException;
    }

    private <T> Outcome<T> inFolder(RevisionId parent, String kind, Work<T> work)
            throws InterruptedException {
        return switch (parent(parent)) {
            case Outcome.Refused<Revision>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Revision>(Revision revision) -> {
                try (JobFolders.Folder folder = folders.open(kind)) {
                    yield work.in(
                            new QuantizeWorkers.Place(
                                    revision, folder.path(), QuantizeWorkers.DEADLINE));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private Outcome<Revision> parent(RevisionId id) {
        return models.registry()
                .latest()
                .find(id)
                .filter(_ -> Files.exists(models.modelFile(id)))
                .map(Outcome::done)
                .orElseGet(() ->
                        Outcome.refused(
                                MeasureProblem.PARENT_MISSING.because(
                                        "Revision %s was not quantized."
                                                .formatted(id.digest().abbreviated()),
                                        "It is not in the registry, or its file is not in the"
                                                + " store.",
                                        "Import the model first.")));
    }
}
