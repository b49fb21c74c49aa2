package io.casemate.app;

import io.casemate.app.cli.Versions;
import io.casemate.app.control.DataFolder;
import io.casemate.assets.demo.DemoModel;
import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.worker.JobFolders;
import io.casemate.views.admissions.AdmissionsScreen;
import io.casemate.views.bridge.Seconds;
import io.casemate.views.bridge.Threads;
import io.casemate.views.deployments.DeploymentsScreen;
import io.casemate.views.hosts.HostsScreen;
import io.casemate.views.kit.Sheets;
import io.casemate.views.kit.Texts;
import io.casemate.views.latency.LatencyScreen;
import io.casemate.views.ledger.LedgerScreen;
import io.casemate.views.models.ModelsScreen;
import io.casemate.views.optimize.OptimizeScreen;
import io.casemate.views.overview.OverviewScreen;
import io.casemate.views.settings.About;
import io.casemate.views.settings.SettingsScreen;
import io.casemate.views.shell.Appearance;
import io.casemate.views.shell.ConsoleWindow;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Navigation;
import io.casemate.views.shell.Rooms;
import io.casemate.views.shell.Screen;
import io.casemate.views.shell.WindowPlan;
import io.casemate.views.structure.StructureScreen;
import io.casemate.views.trust.TrustScreen;
import io.casemate.views.tuning.TuningScreen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.stage.Stage;

/// The console's window with every screen in it.
///
/// @param appearance its theme, to be changed from outside by the tour
/// @param navigation where it goes, to be asked from outside by the tour
public record OpenWindow(ConsoleWindow window, Appearance appearance, Navigation navigation) {

    /// Opens it. On the FX thread.
    ///
    /// @param onClose run when it has been closed
    public static OpenWindow open(Stage stage, Rooms rooms, DataFolder folder, Runnable onClose) {
        var background =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("screen-", 1).factory());
        var seconds = new Seconds(Clock.systemUTC());
        var desk =
                new Desk(
                        rooms,
                        new Threads(background, Platform::runLater),
                        Texts.in(Locale.getDefault()),
                        new Sheets(),
                        new Navigation(),
                        seconds.now());
        var appearance = new Appearance(folder.settings());
        Runnable close =
                () -> {
                    seconds.close();
                    background.shutdownNow();
                    onClose.run();
                };
        var plan = new WindowPlan(screens(desk, appearance, folder), appearance, close);
        return new OpenWindow(ConsoleWindow.open(stage, desk, plan), appearance, desk.navigation());
    }

    private static List<Screen> screens(Desk desk, Appearance appearance, DataFolder folder) {
        return List.of(
                OverviewScreen.of(desk, () -> bringDemo(desk, folder)),
                HostsScreen.of(desk),
                ModelsScreen.of(desk),
                StructureScreen.of(desk),
                OptimizeScreen.of(desk),
                AdmissionsScreen.of(desk),
                TuningScreen.of(desk),
                DeploymentsScreen.of(desk),
                LatencyScreen.of(desk),
                LedgerScreen.of(desk),
                TrustScreen.of(desk),
                SettingsScreen.of(desk, appearance, about(folder)));
    }

    /// Trains the demo model and takes it through the airlock like any other.
    private static void bringDemo(Desk desk, DataFolder folder) {
        desk.threads().background().execute(() -> importDemo(desk, folder));
    }

    private static void importDemo(Desk desk, DataFolder folder) {
        try {
            Path place = Files.createTempDirectory(folder.jobs(), "demo-");
            Path made = DemoModel.create(place);
            var command =
                    new ImportModel(
                            made, Optional.of(new ModelName("demo-classifier")), Optional.empty());
            desk.rooms().operations().importModel(command, Progress.NONE);
            JobFolders.delete(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static About about(DataFolder folder) {
        var versions = new LinkedHashMap<String, String>();
        versions.put("Casemate", Versions.PRODUCT);
        versions.put("ONNX Runtime", Versions.of("onnxruntime"));
        versions.put("JavaFX", Versions.of("javafx"));
        versions.put("H2", Versions.of("h2"));
        versions.put("Java", Runtime.version().toString());
        return new About(folder.root(), versions, Licences.shipped());
    }
}
