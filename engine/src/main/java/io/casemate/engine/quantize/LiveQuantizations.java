package io.casemate.engine.quantize;

import io.casemate.engine.fleet.HostProbe;
import io.casemate.engine.models.GateVerdict;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.Goal;
import io.casemate.engine.quantize.search.SearchId;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchWatcher;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.worker.JobFolders;
import io.casemate.engine.worker.WorkerProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
        return inFolder(
                command.parent(),
                "quantize",
                place -> new Run(command, place.parent(), place.folder(), progress).execute());
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

    /// One quantization.
    private final class Run {
        private final Quantize command;
        private final Recipe recipe;
        private final Revision parent;
        private final QuantizeWorkers.Place place;
        private final Optional<SyntheticCalibration> synthetic;
        private final Path files;
        private final Progress progress;

        private Run(Quantize command, Revision parent, Path folder, Progress progress) {
            this.command = command;
            this.recipe = command.recipe().on(HostProbe.instructionSets());
            this.parent = parent;
            this.synthetic =
                    Optional.of(command.syntheticSamples())
                            .filter(samples -> samples > 0)
                            .map(SyntheticCalibration::new);
            this.place =
                    new QuantizeWorkers.Place(
                            parent,
                            folder,
                            QuantizeWorkers.DEADLINE,
                            synthetic
                                    .map(_ -> folder.resolve("synthetic"))
                                    .or(command::calibration));
            this.files = folder.resolve(Variants.MODEL);
            this.progress = progress;
        }

        private Outcome<Revision> execute() throws IOException, InterruptedException {
            Files.createDirectories(files);
            if (synthetic.isPresent()) {
                Outcome<SyntheticJob.Made> made =
                        workers.synthesize(
                                place,
                                command.syntheticSamples(),
                                place.calibration().orElseThrow(),
                                progress.part(0, 0.05));
                if (made instanceof Outcome.Refused<SyntheticJob.Made>(Problem problem)) {
                    return Outcome.refused(problem);
                }
            }
            return switch (workers.rewrite(place, recipe, files, progress.part(0.05, 0.5))) {
                case Outcome.Refused<RewriteJob.Rewritten>(Problem problem) ->
                        Outcome.refused(problem);
                case Outcome.Done<RewriteJob.Rewritten>(RewriteJob.Rewritten rewritten) ->
                        measured(rewritten);
            };
        }

        private Outcome<Revision> measured(RewriteJob.Rewritten rewritten)
                throws InterruptedException {
            return workers.measure(place, files.resolve("model.onnx"), progress.part(0.5, 0.97))
                    .then(measured -> {
                        progress.report("taking the variant into the registry", 0.98);
                        var made =
                                new Variants.Made(
                                        parent,
                                        files,
                                        rewritten.facts(),
                                        card(rewritten, measured));
                        return new Variants(models).publish(made, command.name());
                    });
        }

        private QuantizationCard card(
                RewriteJob.Rewritten rewritten, MeasureJob.Measured measured) {
            Bytes bytes = Variants.sizeOf(files);
            var sizes = new Attempt.Sizes(rewritten.quantizedNodes(), bytes, parent.bytes());
            return new QuantizationCard(
                    recipe.id(),
                    rewritten.quantizedNodes(),
                    bytes,
                    parent.bytes(),
                    measured.accuracy(),
                    measured.latency(),
                    Optional.of(RecipeFile.textOf(recipe)),
                    Optional.of(
                            verdict(
                                    Gate.ACCURACY.judge(
                                            sizes, measured.accuracy(), measured.latency()),
                                    measured)),
                    synthetic.map(SyntheticCalibration::label),
                    rewritten.remark());
        }

        private GateVerdict verdict(GateVerdict standard, MeasureJob.Measured measured) {
            boolean isReal = models.goldenFolder(parent.id()).isPresent();
            return synthetic
                    .map(one -> one.judge(standard, measured.accuracy(), isReal))
                    .orElse(standard);
        }
    }
}
