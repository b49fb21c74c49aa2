package io.casemate.engine.airlock;

import io.casemate.engine.tasks.Progress;
import java.util.Optional;
import java.util.stream.Stream;

/// The stages of an import, in order. Not every model goes through every stage: only archives are
/// unpacked, and only a golden set makes quality measurable.
public enum ImportStage {
    INTAKE("Intake", 0.0, 0.30),
    IDENTIFY("Identify", 0.30, 0.31),
    UNPACK("Unpack", 0.31, 0.40),
    PROVENANCE("Provenance", 0.40, 0.42),
    STRUCTURE("Structure", 0.42, 0.50),
    TENSORS("Tensors", 0.50, 0.54),
    EXTERNAL_DATA("External data", 0.54, 0.62),
    OPERATORS("Operators", 0.62, 0.64),
    SIZE("Size", 0.64, 0.66),
    CONTENT("Content", 0.66, 0.70),
    TRIAL_RUN("Trial run", 0.70, 0.90),
    QUALITY("Quality", 0.90, 0.96),
    RELEASE("Release", 0.96, 1.0);

    private static final char MARK = '\u001e';

    private final String title;
    private final double from;
    private final double to;

    ImportStage(String title, double from, double to) {
        this.title = title;
        this.from = from;
        this.to = to;
    }

    /// {@return its name for people}
    public String title() {
        return title;
    }

    /// {@return progress for what happens inside this stage}
    Progress in(Progress whole) {
        Progress part = whole.part(from, to);
        return (step, fraction) -> part.report(title + ": " + step, fraction);
    }

    /// Tells the console, from inside a worker, that this stage begins.
    void enter(Progress progress, String step, double fraction) {
        progress.report(name() + MARK + step, fraction);
    }

    /// {@return the stage that a worker's step says has begun; empty for any other step}
    static Optional<ImportStage> entered(String step) {
        int mark = step.indexOf(MARK);
        return mark < 0
                ? Optional.empty()
                : Stream.of(values())
                        .filter(stage -> stage.name().equals(step.substring(0, mark)))
                        .findFirst();
    }

    /// {@return a worker's step without what only the console reads}
    static String plain(String step) {
        return step.substring(step.indexOf(MARK) + 1);
    }

    /// {@return the stage that a code of the airlock belongs to, by the hundreds of its number}
    static Optional<ImportStage> ofCode(String code) {
        if (!code.matches("AL-\\d{3,4}")) {
            return Optional.empty();
        }
        int stage = Integer.parseInt(code.substring(3)) / 100;
        return Optional.of(values()[Math.min(stage, values().length - 1)]);
    }
}
