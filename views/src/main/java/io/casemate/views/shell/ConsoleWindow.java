package io.casemate.views.shell;

import io.casemate.views.kit.Fonts;
import java.util.List;
import javafx.scene.Scene;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;

/// The console's window. Confined to the FX thread.
public final class ConsoleWindow {
    private static final String WIDTH = "width";
    private static final String HEIGHT = "height";
    private static final double LEAST_WIDTH = 1024;
    private static final double LEAST_HEIGHT = 680;
    private static final double MOST = 16_384;

    private final Stage stage;
    private final WindowPlan plan;
    private final ShellView shell;

    private ConsoleWindow(Stage stage, Desk desk, WindowPlan plan) {
        this.stage = stage;
        this.plan = plan;
        Fonts.load();
        shell = new ShellView(desk, plan);
    }

    /// Fills `stage` and shows it. Closing it closes the screens and then runs the plan's action.
    public static ConsoleWindow open(Stage stage, Desk desk, WindowPlan plan) {
        var window = new ConsoleWindow(stage, desk, plan);
        window.show(desk.texts().text("shell.product"));
        return window;
    }

    private void show(String product) {
        WindowMemory memory = plan.appearance().memory();
        double width = memory.number(WIDTH, LEAST_WIDTH, MOST).orElse(1440.0);
        double height = memory.number(HEIGHT, LEAST_HEIGHT, MOST).orElse(900.0);
        var scene = new Scene(shell, width, height);
        shell.installShortcuts(scene);
        stage.setTitle(product);
        stage.getIcons().setAll(AppIcon.images());
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stage.setScene(scene);
        stage.setOnCloseRequest(request -> {
            request.consume();
            close();
        });
        stage.show();
        shell.start();
    }

    /// Shows the screen `id`.
    public void go(String id) {
        shell.go(id);
    }

    public Scene scene() {
        return stage.getScene();
    }

    /// Closes the window as if by its own button.
    public void close() {
        plan.appearance().memory().remember(WIDTH, Double.toString(scene().getWidth()));
        plan.appearance().memory().remember(HEIGHT, Double.toString(scene().getHeight()));
        shell.close();
        hidePopups();
        stage.hide();
        plan.onClose().run();
    }

    /// A popup that is open when the toolkit exits takes the process down.
    private static void hidePopups() {
        for (Window window : List.copyOf(Window.getWindows())) {
            if (window instanceof PopupWindow) {
                window.hide();
            }
        }
    }
}
