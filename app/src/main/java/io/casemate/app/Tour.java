package io.casemate.app;

import io.casemate.app.cli.ExitCode;
import io.casemate.app.cli.Terminal;
import io.casemate.app.control.DataFolder;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.worker.JobFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The main job, done once without a display on the demo model: each step is printed with its
/// figures, and every screen is left as a picture in both themes.
final class Tour {
    private final Path output;
    private final Terminal terminal;

    Tour(Path output, Terminal terminal) {
        this.output = output.toAbsolutePath().normalize();
        this.terminal = terminal;
    }

    int run() {
        var folder = new DataFolder(output.resolve("data"));
        try {
            JobFolders.delete(folder.root());
            Files.createDirectories(output);
        } catch (IOException e) {
            return terminal.refuse(
                    AppProblem.DATA_FOLDER.because(
                            "The tour was not started.",
                            e.toString(),
                            "Name a folder that can be written with --out."),
                    false);
        }
        return switch (ControlPlane.open(folder, new ControlPlane.Purpose("tour", true))) {
            case Outcome.Refused<ControlPlane>(Problem problem) -> terminal.refuse(problem, false);
            case Outcome.Done<ControlPlane>(ControlPlane plane) -> {
                try (plane) {
                    yield walk(plane, folder);
                }
            }
        };
    }

    private int walk(ControlPlane plane, DataFolder folder) {
        try (var pictures = TourPictures.open(plane.rooms(), folder, output.resolve("screens"))) {
            Outcome<String> outcome =
                    new TourJob(plane.rooms(), output.resolve("demo"), terminal, pictures).run();
            return switch (outcome) {
                case Outcome.Done<String>(String summary) -> {
                    terminal.print(summary);
                    yield ExitCode.DONE;
                }
                case Outcome.Refused<String>(Problem problem) -> terminal.refuse(problem, false);
            };
        } catch (IOException e) {
            return terminal.refuse(
                    AppProblem.TOUR_FAILED.because(
                            "The tour was not completed.", e.toString(), "Send us its output."),
                    false);
        }
    }
}
