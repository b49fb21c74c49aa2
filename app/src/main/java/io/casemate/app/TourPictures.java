package io.casemate.app;

import io.casemate.app.control.DataFolder;
import io.casemate.views.shell.Rooms;
import io.casemate.views.shell.Snapshots;
import io.casemate.views.shell.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.stage.Stage;

/// The window of the tour, opened on JavaFX's headless platform, and its camera.
final class TourPictures implements AutoCloseable {
    private static final List<String> SCREENS =
            List.of(
                    "overview",
                    "hosts",
                    "models",
                    "structure",
                    "optimize",
                    "admissions",
                    "deployments",
                    "latency",
                    "ledger",
                    "trust",
                    "settings");

    /// The headless platform draws into 1000 × 1000 pixels in all.
    private static final double WIDTH = 1600;

    private static final double HEIGHT = 998;

    /// Lets feeds that publish once a second reach the screen that was just opened.
    private static final int SETTLE_MILLIS = 1300;

    private final OpenWindow window;
    private final Path folder;
    private int taken;

    private TourPictures(OpenWindow window, Path folder) {
        this.window = window;
        this.folder = folder;
    }

    static TourPictures open(Rooms rooms, DataFolder data, Path folder) throws IOException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        var opened = new CompletableFuture<OpenWindow>();
        Platform.startup(() -> {
            Platform.setImplicitExit(false);
            var stage = new Stage();
            stage.setWidth(WIDTH);
            stage.setHeight(HEIGHT);
            opened.complete(OpenWindow.open(stage, rooms, data, () -> {}));
            stage.setWidth(WIDTH);
            stage.setHeight(HEIGHT);
        });
        return new TourPictures(opened.join(), folder);
    }

    Path folder() {
        return folder;
    }

    /// {@return how many pictures were taken so far}
    int taken() {
        return taken;
    }

    /// Takes a picture of every screen in both themes.
    ///
    /// @param state part of the files' names
    void take(String state) throws IOException {
        for (String screen : SCREENS) {
            take(screen + "-" + state, shown -> shown.window().go(screen));
        }
    }

    /// Takes a picture called `name` in both themes.
    ///
    /// @param prepare brings the window to what is to be seen; called on the FX thread
    void take(String name, Consumer<OpenWindow> prepare) throws IOException {
        onFx(() -> prepare.accept(window));
        settle();
        for (Theme theme : Theme.values()) {
            Path file = folder.resolve("%s-%s.png".formatted(name, theme.id()));
            onFx(() -> {
                window.appearance().use(theme);
                picture(file);
            });
            taken++;
        }
        onFx(() -> window.appearance().use(Theme.DARK));
    }

    private void picture(Path file) {
        try {
            Snapshots.png(window.window().scene(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void settle() {
        try {
            new CountDownLatch(1).await(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void onFx(Runnable work) throws IOException {
        try {
            CompletableFuture.runAsync(work, Platform::runLater).join();
        } catch (CompletionException e) {
            throw new IOException("A screen failed.", e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        onFx(() -> window.window().close());
        Platform.exit();
    }
}
