package io.casemate.app.cli;

import io.casemate.app.control.ProblemJson;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.io.PrintStream;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ObjectNode;

/// Where answers, problems and progress are printed: answers to standard output, the rest to
/// standard error, and progress only while a person watches.
public final class Terminal {
    private static final int WIDTH = 78;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean watched;

    public Terminal(PrintStream out, PrintStream err, boolean watched) {
        this.out = out;
        this.err = err;
        this.watched = watched;
    }

    public static Terminal standard() {
        boolean watched = System.console() != null && System.console().isTerminal();
        return new Terminal(System.out, System.err, watched);
    }

    public void print(String text) {
        out.println(text);
    }

    public void printJson(ObjectNode answer) {
        out.println(
                Json.mapper()
                        .writer()
                        .with(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(answer));
    }

    /// Prints a refusal and {@return the exit code that goes with it}
    public int refuse(Problem problem, boolean json) {
        clearLine();
        if (json) {
            out.println(Json.object().set("problem", ProblemJson.published(problem)).toString());
        } else {
            err.println(problem.what());
            err.println("  Why:     " + problem.why());
            err.println("  What to do: " + problem.remedy());
            err.println("  Code:    " + problem.code().id());
        }
        return ExitCode.of(problem);
    }

    public Progress progress(boolean json) {
        return watched && !json ? this::show : Progress.NONE;
    }

    /// {@return progress that also prints, on a line of its own, every step that begins with
    /// `mark`}
    Progress progress(boolean json, String mark) {
        Progress shown = progress(json);
        return json
                ? shown
                : (step, fraction) -> {
                    if (step.startsWith(mark)) {
                        clearLine();
                        err.println("  " + step);
                    } else {
                        shown.report(step, fraction);
                    }
                };
    }

    private void show(String step, double fraction) {
        String share = fraction < 0 ? "" : String.format(Locale.ROOT, "%3.0f %%  ", fraction * 100);
        String line = share + step;
        err.print("\r" + pad(line));
        err.flush();
    }

    void clearLine() {
        if (watched) {
            err.print("\r" + pad("") + "\r");
            err.flush();
        }
    }

    private static String pad(String line) {
        return line.length() >= WIDTH
                ? line.substring(0, WIDTH)
                : line + " ".repeat(WIDTH - line.length());
    }
}
