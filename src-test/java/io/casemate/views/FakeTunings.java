package io.casemate.views;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tuning.PlacementPlan;
import io.casemate.engine.tuning.PlacementProof;
import io.casemate.engine.tuning.ProfileChoice;
import io.casemate.engine.tuning.RecordedProfile;
import io.casemate.engine.tuning.TunePlan;
import io.casemate.engine.tuning.TuneWatcher;
import io.casemate.engine.tuning.TuningProfile;
import io.casemate.engine.tuning.Tunings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Tunings whose answers a test sets; what has none is noted and refused.
public final class FakeTunings implements Tunings {
    public final LiveFeed<List<RecordedProfile>> recorded = new LiveFeed<>(List.of());

    /// What a run finds.
    public Optional<TuningProfile> tuned = Optional.empty();

    /// Where the model runs.
    public Optional<PlacementProof> placed = Optional.empty();

    private final Function<Object, Outcome<?>> noted;

    FakeTunings(Function<Object, Outcome<?>> noted) {
        this.noted = noted;
    }

    @Override
    public Outcome<TuningProfile> tune(TunePlan plan, TuneWatcher watcher, Progress progress) {
        tuned.ifPresent(profile -> profile.search().trials().forEach(watcher::tried));
        return tuned.map(Outcome::done).orElseGet(() -> refused(plan));
    }

    @Override
    public Outcome<PlacementProof> placement(PlacementPlan plan, Progress progress) {
        return placed.map(Outcome::done).orElseGet(() -> refused(plan));
    }

    @Override
    public Outcome<RecordedProfile> show(RevisionId revision) {
        return recorded.latest().stream()
                .filter(one -> one.profile().revision().equals(revision))
                .findFirst()
                .map(Outcome::done)
                .orElseGet(() -> refused(revision));
    }

    @Override
    public Outcome<TuningProfile> importProfile(Path file) {
        return refused(file);
    }

    @Override
    public Outcome<Path> exportProfile(RevisionId revision, Path file) {
        return refused(file);
    }

    @Override
    public Feed<List<RecordedProfile>> recorded() {
        return recorded;
    }

    @Override
    public Outcome<Optional<TuningProfile>> choose(ProfileChoice choice, RevisionId revision) {
        return Outcome.done(Optional.empty());
    }

    private <T> Outcome<T> refused(Object command) {
        return switch (noted.apply(command)) {
            case Outcome.Refused<?>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<?> done -> throw new IllegalStateException("not refused: " + done);
        };
    }
}
