package io.casemate.views;

import io.casemate.engine.feed.LiveFeed;
import io.casemate.views.bridge.Threads;
import io.casemate.views.kit.Sheets;
import io.casemate.views.kit.Texts;
import io.casemate.views.shell.Appearance;
import io.casemate.views.shell.ConsoleWindow;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Navigation;
import io.casemate.views.shell.Screen;
import io.casemate.views.shell.Snapshots;
import io.casemate.views.shell.Theme;
import io.casemate.views.shell.WindowPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// What tests of screens share: a window on the headless platform over fake rooms.
@ExtendWith(ApplicationExtension.class)
@Timeout(90)
public abstract class FxTest {
    private static final Path PICTURES = Path.of("target", "screens");
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final int PATIENCE = 10;

    protected final FxRobot robot = new FxRobot();
    protected final LiveFeed<Instant> now = new LiveFeed<>(Fixtures.NOW);
    protected final Texts texts = Texts.in(Locale.ENGLISH);
    protected final Navigation navigation = new Navigation();
    protected Appearance appearance;
    protected ConsoleWindow window;
    protected volatile int closed;

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    @TempDir Path folder;

    @AfterEach
    void endWork() throws Exception {
        background.shutdownNow();
        FxToolkit.cleanupStages();
    }

    /// Makes the screens of a window.
    @FunctionalInterface
    protected interface Screens {
        List<Screen> on(Desk desk);
    }

    /// Opens a window with those screens over `rooms`, and waits until it is drawn.
    protected void open(FakeRooms rooms, Screens screens) {
        onFx(() -> {
            var threads = new Threads(background, Platform::runLater);
            var desk = new Desk(rooms.rooms(), threads, texts, new Sheets(), navigation, now);
            appearance = new Appearance(folder.resolve("window.properties"));
            appearance.use(Theme.DARK);
            var stage = new Stage();
            stage.setX(0);
            stage.setY(0);
            var plan = new WindowPlan(screens.on(desk), appearance, () -> closed++);
            window = ConsoleWindow.open(stage, desk, plan);
            stage.setWidth(WIDTH);
            stage.setHeight(HEIGHT);
        });
        settle();
    }

    /// Runs `work` on the FX thread and waits for it.
    protected static void onFx(Runnable work) {
        WaitForAsyncUtils.asyncFx(work);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Waits until commands that run have come back and their results are drawn.
    protected static void settle() {
        WaitForAsyncUtils.waitForFxEvents();
    }

    protected static void await(BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(PATIENCE, TimeUnit.SECONDS, condition::getAsBoolean);
        } catch (TimeoutException e) {
            throw new AssertionError("did not come true within " + PATIENCE + " s", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// {@return whether a label or button with `text` is to be seen}
    protected boolean isShown(String text) {
        return robot
                .lookup(node -> node instanceof Labeled it && text.equals(it.getText()))
                .queryAll()
                .stream()
                .anyMatch(FxTest::isVisible);
    }

    private static boolean isVisible(Node node) {
        for (Node it = node; it != null; it = it.getParent()) {
            if (!it.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /// Writes what the window shows to `target/screens`, dark and light.
    protected Path picture(String name) {
        Path last = PICTURES.resolve(name + "-dark.png");
        for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
            Path file = PICTURES.resolve(name + "-" + theme.id() + ".png");
            onFx(() -> appearance.use(theme));
            settle();
            onFx(() -> write(file));
        }
        return last;
    }

    private void write(Path file) {
        try {
            Files.createDirectories(PICTURES);
            Snapshots.png(window.scene(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
