package io.casemate.benchmarks;

import io.casemate.engine.models.LatencyComparison.PairedTimes;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.LiveQuantizations;
import io.casemate.engine.quantize.search.Attempt;
import io.casemate.engine.quantize.search.Attempt.Measured;
import io.casemate.engine.quantize.search.Gate;
import io.casemate.engine.quantize.search.Goal;
import io.casemate.engine.quantize.search.SearchPlan;
import io.casemate.engine.quantize.search.SearchResult;
import io.casemate.engine.quantize.search.SearchState;
import io.casemate.engine.quantize.search.SearchWatcher;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.worker.JavaCommand;
import io.casemate.engine.worker.JavaWorkers;
import io.casemate.engine.worker.JobFolders;
import io.casemate.engine.worker.NativeLibraries;
import io.casemate.engine.worker.TestWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What every recipe, and the best of them, makes of a folder of models: `MODELS WORK
/// [REFERENCE.tsv] [--only NAME,NAME] [--budget SECONDS]`.
///
/// A search over each model tries every candidate; what the goals choose from it are the rows
/// `auto-…`. Speed is in CPU time, so a busy machine is no reason to wait. The counts at the end
/// are of models whose worst output keeps 20 dB; the reference's are taken from its table (columns
/// `model`, `method`, `status`, `ratio`, `worst_snr_db`, `speedup`) for the same models.
public final class QuantizationScoreboard {
    private static final String ONLY = "--only";
    private static final String BUDGET = "--budget";
    private static final Duration STANDARD_BUDGET = Duration.ofMinutes(4);
    private static final double MEBIBYTE = 1 << 20;

    private final Scores ours = new Scores();
    private final FolderModels models;
    private final Path work;
    private final Duration budget;

    private QuantizationScoreboard(FolderModels models, Path work, Duration budget) {
        this.models = models;
        this.work = work;
        this.budget = budget;
    }

    public static void main(String[] all) throws IOException, InterruptedException {
        Map<String, String> options = new HashMap<>();
        List<String> arguments = new ArrayList<>(List.of(all));
        for (String option : List.of(ONLY, BUDGET)) {
            int at = arguments.indexOf(option);
            if (at >= 0) {
                options.put(option, arguments.get(at + 1));
                arguments.subList(at, at + 2).clear();
            }
        }
        run(arguments, options);
    }

    private static void run(List<String> arguments, Map<String, String> options)
            throws IOException, InterruptedException {
        Path work = Files.createDirectories(Path.of(arguments.get(1)));
        var models = new FolderModels(Path.of(arguments.getFirst()));
        NativeLibraries.unpack(work.resolve("native"));
        var workers =
                new JavaWorkers(
                        new JavaCommand(TestWorker.class.getName(), work.resolve("native")),
                        work.resolve("cache"));
        var quantizations =
                new LiveQuantizations(models, workers, JobFolders.open(work.resolve("jobs")));
        var scoreboard =
                new QuantizationScoreboard(
                        models,
                        work,
                        options.containsKey(BUDGET)
                                ? Duration.ofSeconds(Long.parseLong(options.get(BUDGET)))
                                : STANDARD_BUDGET);
        Set<String> only = Set.of(options.getOrDefault(ONLY, "").split(","));
        System.out.println(
                "model\trecipe\toutcome\tratio\tworst_snr_db\tspeedup\tlow\thigh\tstable\tcpu_s"
                        + "\tpeak_mib");
        for (Revision model : models.revisions()) {
            if (!options.containsKey(ONLY) || only.contains(model.model().text())) {
                scoreboard.search(quantizations, model);
            }
        }
        System.out.println();
        scoreboard.ours.print("ours");
        if (arguments.size() > 2) {
            Scores reference =
                    Scores.reference(Path.of(arguments.get(2)), scoreboard.ours.models());
            reference.print("reference");
            scoreboard.ours.compareSpeed(reference);
        }
    }

    private void search(LiveQuantizations quantizations, Revision model)
            throws IOException, InterruptedException {
        String name = model.model().text();
        var plan =
                new SearchPlan(
                        model.id(),
                        Goal.BALANCED,
                        Gate.STANDARD,
                        budget,
                        false,
                        samples(model),
                        Optional.empty());
        switch (quantizations.search(plan, SearchWatcher.NONE, Progress.NONE)) {
            case Outcome.Refused<SearchResult>(Problem problem) ->
                    System.out.println(name + "\tauto\t" + problem);
            case Outcome.Done<SearchResult>(SearchResult result) -> {
                ours.see(name);
                result.state().attempts().forEach(attempt -> row(name, attempt));
                for (Goal goal : Goal.values()) {
                    chosen(name, goal, result.state());
                }
            }
        }
    }

    /// Noise for a model that brings no samples, since its reference was made on noise too.
    private Optional<Path> samples(Revision model) throws IOException {
        return models.goldenFolder(model.id()).isPresent()
                ? Optional.empty()
                : SeededSamples.write(
                        models.modelFile(model.id()),
                        work.resolve("samples").resolve(model.model().text()));
    }

    private void chosen(String model, Goal goal, SearchState state) {
        String recipe = "auto-" + goal.id();
        state.best(goal)
                .ifPresentOrElse(
                        best -> {
                            print(model, recipe, best.recipe().name(), best);
                            score(model, recipe, best);
                        },
                        () -> print(model, recipe, "LEFT_AS_IT_IS"));
    }

    private void row(String model, Attempt attempt) {
        String recipe = attempt.recipe().name();
        switch (attempt) {
            case Measured one -> {
                print(model, recipe, "MEASURED", one);
                score(model, recipe, one);
            }
            case Attempt.TooInaccurate one ->
                    print(
                            model,
                            recipe,
                            "TOO_INACCURATE",
                            text(one.sizes().ratio()),
                            text(one.ranking().snrDb()));
            case Attempt.Failed one -> print(model, recipe, one.problem().code().id());
        }
    }

    private void score(String model, String recipe, Measured one) {
        ours.add(
                new Scores.Row(
                        model,
                        recipe,
                        one.sizes().ratio(),
                        one.report().snrDb(),
                        one.latency().speedup()));
    }

    private static void print(String model, String recipe, String outcome, Measured one) {
        Optional<PairedTimes> pairs = one.latency().paired();
        print(
                model,
                recipe,
                outcome,
                text(one.sizes().ratio()),
                text(one.report().snrDb()),
                text(one.latency().speedup()),
                pairs.map(it -> text(it.low())).orElse(""),
                pairs.map(it -> text(it.high())).orElse(""),
                pairs.map(it -> Boolean.toString(it.isStable())).orElse(""),
                text(one.cost().cpuSeconds()),
                one.cost()
                        .peakMemory()
                        .map(Bytes::count)
                        .map(it -> text(it / MEBIBYTE))
                        .orElse(""));
    }

    private static void print(String... cells) {
        System.out.println(String.join("\t", cells));
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
