package io.casemate.app;

import io.casemate.app.cli.ExitCode;
import io.casemate.app.control.DataFolder;
import io.casemate.views.shell.Rooms;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.stage.Stage;

/// The window on this machine's desktop, from its opening to its closing.
final class Desktop {
    private final Rooms rooms;
    private final DataFolder folder;

    Desktop(Rooms rooms, DataFolder folder) {
        this.rooms = rooms;
        this.folder = folder;
    }

    /// Waits until the window is closed.
    int run() {
        var closed = new CountDownLatch(1);
        Platform.startup(() -> {
            Platform.setImplicitExit(false);
            OpenWindow.open(new Stage(), rooms, folder, closed::countDown);
        });
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Platform.exit();
        return ExitCode.DONE;
    }
}
