package io.casemate.engine.airlock;

import io.casemate.engine.tasks.Progress;
import java.util.Optional;
import java.util.stream.Stream;

/// The parts of a trial, each with a deadline of its own. A worker says when it begins one; the
/// console holds the clock.
enum TrialPart {
    START("The worker did not begin"),
    LOAD("Loading it did not end"),
    RUN("A run did not end"),
    BETWEEN("The work between its runs did not end");

    private static final char MARK = '\u001f';

    private final String failure;

    TrialPart(String failure) {
        this.failure = failure;
    }

    /// {@return what happened when its time ran out, without a full stop}
    String failure() {
        return failure;
    }

    /// Tells the console, from inside a worker, that this part begins.
    void begin(Progress progress, String step, double fraction) {
        progress.report(name() + MARK + step, fraction);
    }

    /// {@return the part that a worker's step says has begun; empty for any other step}
    static Optional<TrialPart> begun(String step) {
        int mark = step.indexOf(MARK);
        return mark < 0
                ? Optional.empty()
                : Stream.of(values())
                        .filter(part -> part.name().equals(step.substring(0, mark)))
                        .findFirst();
    }

    /// {@return a worker's step without what only the console reads}
    static String plain(String step) {
        return step.substring(step.indexOf(MARK) + 1);
    }
}
