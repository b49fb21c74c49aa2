package io.casemate.engine.airlock;

import io.casemate.engine.tasks.Progress;

/// The stages of an import, in order.
enum ImportStage {
    INTAKE("Intake", 0.0, 0.35),
    IDENTIFY("Identify", 0.35, 0.37),
    STRUCTURE("Structure, tensors, operators", 0.37, 0.55),
    EXTERNAL_DATA("External data", 0.55, 0.65),
    TRIAL_RUN("Trial run", 0.65, 0.95),
    RELEASE("Release", 0.95, 1.0);

    private final String title;
    private final double from;
    private final double to;

    ImportStage(String title, double from, double to) {
        this.title = title;
        this.from = from;
        this.to = to;
    }

    /// {@return progress for what happens inside this stage}
    Progress in(Progress whole) {
        Progress part = whole.part(from, to);
        String opening = "%d of %d %s".formatted(ordinal() + 1, values().length, title);
        part.report(opening, 0);
        return (step, fraction) -> part.report(opening + ": " + step, fraction);
    }
}
