package io.casemate.app;

import io.casemate.app.cli.ExitCode;
import io.casemate.app.cli.Programs;
import io.casemate.app.cli.Terminal;
import io.casemate.app.control.DataFolder;
import io.casemate.engine.json.Json;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The programs, each wired from its parts.
final class LivePrograms implements Programs {
    private static final int CLOSE_SECONDS = 40;

    /// What runs when nothing is said: the window, or the tour where there is no display.
    int standard(Terminal terminal) {
        if (Display.isThere(System.getenv())) {
            return console(DataFolder.standard(System.getenv()), terminal);
        }
        terminal.print("There is no display, so this is the headless tour.");
        return tour(Path.of("casemate-tour"), terminal);
    }

    @Override
    public int console(DataFolder folder, Terminal terminal) {
        if (!Display.isThere(System.getenv())) {
            return terminal.refuse(
                    AppProblem.NO_DISPLAY.because(
                            "The window was not opened.",
                            "Neither DISPLAY nor WAYLAND_DISPLAY is set.",
                            "Start it in a desktop session, or run 'casemate serve' without a window."),
                    false);
        }
        return switch (ControlPlane.open(folder, new ControlPlane.Purpose("console", true))) {
            case Outcome.Refused<ControlPlane>(Problem problem) -> terminal.refuse(problem, false);
            case Outcome.Done<ControlPlane>(ControlPlane plane) -> {
                try (plane) {
                    yield new Desktop(plane.rooms(), folder).run();
                }
            }
        };
    }

    @Override
    public int serve(DataFolder folder, Terminal terminal, boolean json) {
        var told = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(told, ended)));
        return switch (ControlPlane.open(folder, new ControlPlane.Purpose("serve", true))) {
            case Outcome.Refused<ControlPlane>(Problem problem) -> {
                ended.countDown();
                yield terminal.refuse(problem, json);
            }
            case Outcome.Done<ControlPlane>(ControlPlane plane) -> {
                announce(folder, terminal, json);
                await(told);
                plane.close();
                ended.countDown();
                yield ExitCode.DONE;
            }
        };
    }

    private static void announce(DataFolder folder, Terminal terminal, boolean json) {
        if (json) {
            terminal.print(
                    Json.object()
                            .put("serving", true)
                            .put("data", folder.root().toString())
                            .put("pid", ProcessHandle.current().pid())
                            .toString());
        } else {
            terminal.print("Casemate serves. Data folder: %s".formatted(folder.root()));
            terminal.print("Stop with Ctrl-C; running requests are answered first.");
        }
    }

    /// Runs as the process is told to end, and holds the end up until everything is closed.
    private static void end(CountDownLatch told, CountDownLatch ended) {
        told.countDown();
        try {
            ended.await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch told) {
        try {
            told.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int agent(AgentOptions options) {
        return new AgentProgram(options).run();
    }

    @Override
    public int tour(Path output, Terminal terminal) {
        return new Tour(output, terminal).run();
    }
}
