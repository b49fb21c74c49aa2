package io.casemate.app.cli;

import io.casemate.app.control.Request;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tasks.Progress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/// A verb that asks the engine and prints the answer.
abstract class Verb implements Callable<Integer> {
    @Mixin Common common = new Common();

    private final Engines engines;
    private final Terminal terminal;

    Verb(Engines engines, Terminal terminal) {
        this.engines = engines;
        this.terminal = terminal;
    }

    /// {@return what is asked}
    abstract Request request();

    /// {@return the answer for people}
    abstract String text(ObjectNode answer);

    /// {@return the exit code of an answer; a few verbs answer what is itself bad news}
    int exitCode(ObjectNode answer) {
        return ExitCode.DONE;
    }

    /// {@return who is told of the progress}
    Progress progress(Terminal shown, boolean json) {
        return shown.progress(json);
    }

    @Override
    public Integer call() {
        Request request = request();
        Outcome<ObjectNode> outcome =
                engines.with(
                        common.folder(),
                        request.verb(),
                        verbs -> verbs.execute(request, progress(terminal, common.json)));
        return switch (outcome) {
            case Outcome.Done<ObjectNode>(ObjectNode answer) -> print(answer);
            case Outcome.Refused<ObjectNode>(Problem problem) ->
                    terminal.refuse(problem, common.json);
        };
    }

    private int print(ObjectNode answer) {
        terminal.clearLine();
        if (common.json) {
            terminal.printJson(answer);
        } else {
            terminal.print(text(answer));
        }
        return exitCode(answer);
    }

    static ObjectNode arguments() {
        return Json.object();
    }

    /// Adds an option to `arguments` if it was given.
    static void put(ObjectNode arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.put(name, value);
        }
    }

    /// Adds a path to `arguments` if it was given.
    static void put(ObjectNode arguments, String name, @Nullable Path value) {
        if (value != null) {
            arguments.put(name, absolute(value));
        }
    }

    static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
