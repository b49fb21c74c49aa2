package io.casemate.engine.tuning;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.runtime.SessionSettings;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.worker.JobFolders;
import io.casemate.engine.worker.WorkerProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Tunes on this machine, one run at a time, and keeps the profiles in the ledger.
public final class LiveTunings implements Tunings {
    private final Rooms rooms;
    private final TuneWorkers workers;
    private final Supplier<HostClass> here;
    private final ProfileTable table = new ProfileTable();

    /// Held while something is measured: two would disturb each other.
    private final ReentrantLock measuring = new ReentrantLock();

    /// What this room stands on.
    public record Rooms(
            Ledger ledger, Models models, WorkerProcesses workers, JobFolders folders) {}

    /// @param here tells the class of this host
    public LiveTunings(Rooms rooms, Supplier<HostClass> here) {
        this.rooms = rooms;
        this.here = here;
        workers = new TuneWorkers(rooms.models(), rooms.workers());
        rooms.ledger().attach(table);
    }

    @Override
    public Outcome<TuningProfile> tune(TunePlan plan, TuneWatcher watcher, Progress progress)
            throws InterruptedException {
        if (plan.budget().compareTo(TunePlan.LEAST_BUDGET) < 0) {
            return Outcome.refused(
                    TuneProblem.BUDGET_SHORT.because(
                            "Revision %s was not tuned."
                                    .formatted(plan.revision().digest().abbreviated()),
                            "The budget is %d ms, and the least is %d s."
                                    .formatted(
                                            plan.budget().toMillis(),
                                            TunePlan.LEAST_BUDGET.toSeconds()),
                            "Give it more time (--budget 60s)."));
        }
        return measured(
                        plan.revision(),
                        place ->
                                new TuneRun(plan, workers, place, here.get())
                                        .execute(watcher, progress))
                .map(profile -> record(RecordedProfile.Source.MEASURED, profile));
    }

    @Override
    public Outcome<PlacementProof> placement(PlacementPlan plan, Progress progress)
            throws InterruptedException {
        SessionSettings settings =
                plan.demand()
                        .map(Demand::settings)
                        .or(() ->
                                table.find(plan.revision(), here.get())
                                        .map(it -> it.profile().chosen().settings()))
                        .orElse(SessionSettings.STANDARD);
        return measured(
                plan.revision(),
                place ->
                        workers.placement(place, settings, progress)
                                .then(proof -> checked(plan, place.revision(), proof)));
    }

    private static Outcome<PlacementProof> checked(
            PlacementPlan plan, Revision revision, PlacementProof proof) {
        Optional<Problem> fallback =
                plan.demand()
                        .flatMap(demand ->
                                Refusals.fallback(Refusals.named(revision), demand, proof));
        return fallback.<Outcome<PlacementProof>>map(Outcome::refused)
                .orElseGet(() -> Outcome.done(proof));
    }

    @Override
    public Outcome<RecordedProfile> show(RevisionId revision) {
        HostClass host = here.get();
        return table.find(revision, host)
                .map(Outcome::done)
                .orElseGet(() ->
                        Outcome.refused(
                                TuneProblem.NO_PROFILE.because(
                                        "There is no profile of revision %s."
                                                .formatted(revision.digest().abbreviated()),
                                        "Nothing was tuned for it on %s (%s)."
                                                .formatted(host.words(), host.id()),
                                        "Tune it with 'casemate profile', or import a profile of"
                                                + " this class of hosts.")));
    }

    @Override
    public Outcome<TuningProfile> importProfile(Path file) {
        return ProfileFile.read(file)
                .then(profile -> usable(profile.revision()).map(_ -> profile))
                .then(this::ofThisHost)
                .map(profile -> record(RecordedProfile.Source.IMPORTED, profile));
    }

    @Override
    public Outcome<Path> exportProfile(RevisionId revision, Path file) {
        return show(revision).then(recorded -> ProfileFile.write(recorded.profile(), file));
    }

    @Override
    public Feed<List<RecordedProfile>> recorded() {
        return table.recorded();
    }

    @Override
    public Outcome<Optional<TuningProfile>> choose(ProfileChoice choice, RevisionId revision) {
        return switch (choice) {
            case ProfileChoice.None _ -> Outcome.done(Optional.empty());
            case ProfileChoice.Recorded _ ->
                    Outcome.done(
                            recorded().latest().isEmpty()
                                    ? Optional.empty()
                                    : table.find(revision, here.get())
                                            .map(RecordedProfile::profile));
            case ProfileChoice.InFile(Path file) ->
                    ProfileFile.read(file)
                            .then(profile ->
                                    profile.revision().equals(revision)
                                            ? Outcome.done(profile)
                                            : Outcome.refused(
                                                    Refusals.otherRevision(
                                                            revision, profile.revision())))
                            .then(this::ofThisHost)
                            .map(Optional::of);
        };
    }

    private Outcome<TuningProfile> ofThisHost(TuningProfile profile) {
        HostClass host = here.get();
        return profile.host().equals(host)
                ? Outcome.done(profile)
                : Outcome.refused(
                        Refusals.otherHost(
                                "revision " + profile.revision().digest().abbreviated(),
                                profile.host(),
                                host));
    }

    private TuningProfile record(RecordedProfile.Source source, TuningProfile profile) {
        rooms.ledger()
                .append(
                        Draft.of(
                                new ProfileRecorded(source, profile),
                                profile.revision().toString()));
        return profile;
    }

    /// What is done while nothing else measures.
    @FunctionalInterface
    private interface Measuring<T> {
        Outcome<T> in(TuneWorkers.Place place) throws InterruptedException;
    }

    private <T> Outcome<T> measured(RevisionId id, Measuring<T> work) throws InterruptedException {
        Outcome<Revision> found = usable(id);
        if (found instanceof Outcome.Refused<Revision>(Problem problem)) {
            return Outcome.refused(problem);
        }
        if (!measuring.tryLock()) {
            return Outcome.refused(
                    TuneProblem.BUSY.because(
                            "Revision %s was not measured.".formatted(id.digest().abbreviated()),
                            "Another run measures on this host, and both would be wrong.",
                            "Wait until it has ended, or cancel it in the task list."));
        }
        try (JobFolders.Folder folder = rooms.folders().open("tune")) {
            Revision revision = ((Outcome.Done<Revision>) found).value();
            int cores = Runtime.getRuntime().availableProcessors();
            return work.in(new TuneWorkers.Place(revision, folder.path(), cores));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            measuring.unlock();
        }
    }

    private Outcome<Revision> usable(RevisionId id) {
        Optional<Revision> known = rooms.models().registry().latest().find(id);
        if (known.isEmpty() || !Files.exists(rooms.models().modelFile(id))) {
            return Outcome.refused(
                    TuneProblem.REVISION_GONE.because(
                            "Revision %s was not tuned.".formatted(id.digest().abbreviated()),
                            "It is not in the registry, or its file is not in the store.",
                            "Import the model first."));
        }
        return known.get().stage() == Stage.RETIRED
                ? Outcome.refused(
                        TuneProblem.RETIRED.because(
                                "%s was not tuned.".formatted(Refusals.named(known.get())),
                                "It is retired.",
                                "Choose a newer revision of the model."))
                : Outcome.done(known.get());
    }
}
