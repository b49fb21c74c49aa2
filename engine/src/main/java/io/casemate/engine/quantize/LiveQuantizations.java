package io.casemate.engine.quantize;

import io.casemate.engine.fleet.HostProbe;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.QuantizationCard;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.Goal;
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
import java.util.Optional;

/// Makes variants on this machine: one worker rewrites, one measures, and only what both are done
/// with is admitted. What a search chooses has passed its gate; what a named recipe makes is
/// admitted with what the standard gate says of it.
public final class LiveQuantizations implements Quantizations {
    private final Models models;
    private final QuantizeWorkers workers;
    private final JobFolders folders;

    /// @param folders on the same file system as the model store
    public LiveQuantizations(Models models, WorkerProcesses workers, JobFolders folders) {
        this.models = models;
        this.workers = new QuantizeWorkers(models, workers);
        this.folders = folders;
    }

    @Override
    public Outcome<Revision> execute(Quantize command, Progress progress)
            throws InterruptedException {
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
        Outcome<Revision> parent = parent(command.parent());
        if (parent instanceof Outcome.Done<Revision>(Revision revision)) {
            try (JobFolders.Folder folder = folders.open("quantize")) {
                return new Run(command, revision, folder.path(), progress).execute();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return parent;
    }

    @Override
    public Outcome<SearchResult> search(SearchPlan plan, SearchWatcher watcher, Progress progress)
            throws InterruptedException {
        return switch (parent(plan.parent())) {
            case Outcome.Refused<Revision>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Revision>(Revision revision) -> {
                try (JobFolders.Folder folder = folders.open("search")) {
                    var run = new SearchRun(workers, plan, revision, folder.path());
                    yield run.execute(watcher, progress);
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
        private final Path files;
        private final Progress progress;

        private Run(Quantize command, Revision parent, Path folder, Progress progress) {
            this.command = command;
            this.recipe = command.recipe().on(HostProbe.instructionSets());
            this.parent = parent;
            this.place =
                    new QuantizeWorkers.Place(
                            parent, folder, QuantizeWorkers.DEADLINE, command.calibration());
            this.files = folder.resolve(Variants.MODEL);
            this.progress = progress;
        }

        private Outcome<Revision> execute() throws IOException, InterruptedException {
            Files.createDirectories(files);
            return switch (workers.rewrite(place, recipe, files, progress.part(0, 0.5))) {
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
            var card =
                    new QuantizationCard(
                            recipe.id(),
                            rewritten.quantizedNodes(),
                            bytes,
                            parent.bytes(),
                            measured.accuracy(),
                            measured.latency(),
                            Optional.of(RecipeFile.textOf(recipe)),
                            Optional.of(
                                    Gate.STANDARD.judge(
                                            sizes, measured.accuracy(), measured.latency())));
            return card.withRemark(rewritten.remark());
        }
    }
}
