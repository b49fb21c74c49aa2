package io.casemate.engine.tuning;

import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.runtime.ExecutionProvider;
import io.casemate.engine.tasks.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One tuning run, from the first look at the standard settings to the profile.
final class TuneRun {
    private static final int LEAST_TRIALS = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final TunePlan plan;
    private final TuneWorkers workers;
    private final TuneWorkers.Place place;
    private final HostClass host;
    private final long begun = System.nanoTime();

    TuneRun(TunePlan plan, TuneWorkers workers, TuneWorkers.Place place, HostClass host) {
        this.plan = plan;
        this.workers = workers;
        this.place = place;
        this.host = host;
    }

    Outcome<TuningProfile> execute(TuneWatcher watcher, Progress progress)
            throws InterruptedException {
        progress.report("measuring the standard settings against themselves", 0.02);
        Duration timing = TuneSearch.timing(plan, axes(List.of(ExecutionProvider.CPU)));
        return switch (workers.attempt(place, Setting.STANDARD, timing, Progress.NONE)) {
            case Outcome.Refused<TuneJob.Tried>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<TuneJob.Tried>(TuneJob.Tried standard) -> {
                Optional<Problem> objection = objection(standard, progress);
                yield objection.isPresent()
                        ? Outcome.refused(objection.get())
                        : search(standard, watcher, progress);
            }
        };
    }

    private Optional<Problem> objection(TuneJob.Tried standard, Progress progress)
            throws InterruptedException {
        if (standard.comparison().isEmpty()) {
            return Optional.of(
                    TuneProblem.NO_INPUTS.because(
                            "%s was not tuned.".formatted(name()),
                            "Its answers change so much from run to run that settings cannot be"
                                    + " compared: %s.".formatted(standard.difference().orElse("")),
                            "Export the model without random operators."));
        }
        if (plan.demand().isPresent()
                && !standard.offered().contains(plan.demand().get().provider())) {
            return Optional.of(
                    Refusals.noProvider(
                            name(), plan.demand().get().provider(), standard.offered()));
        }
        double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
        if (seconds * LEAST_TRIALS > plan.budget().toNanos() / NANOS_PER_SECOND) {
            return Optional.of(tooShort(seconds));
        }
        return plan.demand().isPresent() ? unmet(plan.demand().get(), progress) : Optional.empty();
    }

    private Problem tooShort(double seconds) {
        return TuneProblem.BUDGET_SHORT.because(
                "%s was not tuned.".formatted(name()),
                String.format(
                        Locale.ROOT,
                        "Measuring one setting took %.1f s here, and the budget is %.1f s.",
                        seconds,
                        plan.budget().toNanos() / NANOS_PER_SECOND),
                String.format(
                        Locale.ROOT,
                        "Give it at least %.0f s (--budget).",
                        Math.ceil(seconds * LEAST_TRIALS)));
    }

    private Optional<Problem> unmet(Demand demand, Progress progress) throws InterruptedException {
        return switch (workers.placement(place, demand.settings(), progress.part(0.02, 0.05))) {
            case Outcome.Refused<PlacementProof>(Problem problem) -> Optional.of(problem);
            case Outcome.Done<PlacementProof>(PlacementProof proof) ->
                    Refusals.fallback(name(), demand, proof);
        };
    }

    private Outcome<TuningProfile> search(
            TuneJob.Tried standard, TuneWatcher watcher, Progress progress)
            throws InterruptedException {
        Axes axes = axes(providers(standard.offered()));
        Setting first =
                plan.demand()
                        .map(demand -> Setting.STANDARD.with(demand.settings()))
                        .orElse(Setting.STANDARD);
        var search =
                new TuneSearch(
                        plan,
                        (setting, budget, inner) -> workers.attempt(place, setting, budget, inner),
                        watcher,
                        () -> System.nanoTime() - begun);
        TuneSearch.Found found =
                search.run(first, axes, standard.canBatch(), progress.part(0.05, 0.97));
        progress.report("proving where it runs", 0.98);
        return workers.placement(place, found.chosen().settings(), Progress.NONE)
                .map(proof -> profile(standard, found, axes, proof));
    }

    /// What is used already comes first.
    private List<ExecutionProvider> providers(List<ExecutionProvider> offered) {
        if (plan.demand().isPresent()) {
            return List.of(plan.demand().get().provider());
        }
        var all = new ArrayList<>(List.of(ExecutionProvider.CPU));
        offered.stream().filter(it -> it != ExecutionProvider.CPU).forEach(all::add);
        return all;
    }

    private Axes axes(List<ExecutionProvider> providers) {
        return new Axes(place.cores(), providers, plan.goal());
    }

    private TuningProfile profile(
            TuneJob.Tried standard, TuneSearch.Found found, Axes axes, PlacementProof proof) {
        return new TuningProfile(
                TuningProfile.FORMAT,
                plan.revision(),
                host,
                plan.goal(),
                standard.inputs(),
                found.chosen(),
                found.gain(),
                plan.demand().map(Demand::provider),
                proof.shares(),
                new TuningProfile.Search(
                        axes.space(),
                        found.isComplete(),
                        standard.comparison().orElseThrow(),
                        found.tried()));
    }

    private String name() {
        return Refusals.named(place.revision());
    }
}
