package io.casemate.app.cli;

import io.casemate.engine.problem.Problem;

/// What a script learns from the exit status.
public final class ExitCode {
    public static final int DONE = 0;
    public static final int USAGE = 2;
    public static final int REFUSED = 3;
    public static final int ENVIRONMENT = 4;
    public static final int DEFECT = 70;

    private ExitCode() {}

    public static int of(Problem problem) {
        return switch (problem.code().kind()) {
            case REQUEST, CAPACITY -> REFUSED;
            case ENVIRONMENT -> ENVIRONMENT;
            case DEFECT -> DEFECT;
        };
    }
}
