package io.casemate.views.bridge;

import io.casemate.engine.feed.Subscription;
import io.casemate.engine.problem.EngineException;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Sends one screen's commands to the engine: off the FX thread going in, on it coming back.
/// Confined to the FX thread.
public final class Commands {
    private static final System.Logger LOG = System.getLogger(Commands.class.getName());

    private final Threads threads;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<LiveProgress.Step> step =
            new ReadOnlyObjectWrapper<>(LiveProgress.Step.NONE);
    private int running;

    public Commands(Threads threads) {
        this.threads = threads;
    }

    /// Carries out `command`; a refusal becomes [#problemProperty()].
    public void run(Supplier<? extends Outcome<?>> command) {
        start(() -> anyOutcome(command.get()), _ -> {});
    }

    /// Like [#run(Supplier)], and hands what a carried-out command yields to `whenDone`.
    public <T> void run(Supplier<Outcome<T>> command, Consumer<? super T> whenDone) {
        start(command, whenDone);
    }

    /// Like [#run(Supplier, Consumer)]; what `command` reports becomes [#stepProperty()].
    public <T> void follow(Function<Progress, Outcome<T>> command, Consumer<? super T> whenDone) {
        var progress = new LiveProgress();
        Subscription watching = Latest.of(progress.steps(), threads.ui(), step::set);
        run(
                () -> {
                    try {
                        return command.apply(progress);
                    } finally {
                        watching.close();
                    }
                },
                whenDone);
    }

    /// Reads something that takes a while, and hands it to `whenRead`.
    public <T> void read(Supplier<? extends T> query, Consumer<? super T> whenRead) {
        start(() -> Outcome.done(query.get()), whenRead);
    }

    private <T> void start(Supplier<? extends Outcome<T>> command, Consumer<? super T> whenDone) {
        running++;
        busy.set(true);
        problem.set(null);
        threads.background()
                .execute(() -> {
                    Outcome<T> outcome = answerOf(command);
                    threads.ui().execute(() -> finish(outcome, whenDone));
                });
    }

    private <T> void finish(Outcome<T> outcome, Consumer<? super T> whenDone) {
        running--;
        busy.set(running > 0);
        switch (outcome) {
            case Outcome.Done<T>(T value) -> whenDone.accept(value);
            case Outcome.Refused<T>(Problem refusal) -> problem.set(refusal);
        }
    }

    private static Outcome<Object> anyOutcome(Outcome<?> outcome) {
        return outcome.map(value -> value);
    }

    /// One of two places where anything may be caught: a screen must not stay busy because of a
    /// defect.
    private static <T> Outcome<T> answerOf(Supplier<? extends Outcome<T>> command) {
        try {
            return command.get();
        } catch (EngineException e) {
            LOG.log(Level.WARNING, "A command failed.", e);
            return Outcome.refused(e.problem());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A command met a defect.", e);
            return Outcome.refused(ConsoleProblem.defect(e));
        }
    }

    /// Takes the problem off the screen.
    public void dismiss() {
        problem.set(null);
    }

    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// {@return what the command that is followed does now}
    public ReadOnlyObjectProperty<LiveProgress.Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /// {@return why the last command was refused; null when it was carried out or still runs}
    public ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
