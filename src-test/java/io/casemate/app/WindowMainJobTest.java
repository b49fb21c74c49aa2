package io.casemate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.app.control.DataFolder;
import io.casemate.assets.demo.DemoModel;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.views.shell.Snapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// The whole job in the window, by mouse and keyboard, on the real engine: import, quantize,
/// deploy, load, and the live figures move.
@ExtendWith(ApplicationExtension.class)
@Timeout(240)
class WindowMainJobTest {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    private final FxRobot robot = new FxRobot();
    @TempDir Path temp;
    private ControlPlane plane;
    private OpenWindow open;

    @BeforeEach
    void openWindow() throws Exception {
        var folder = new DataFolder(temp.resolve("data"));
        plane =
                switch (ControlPlane.open(folder, new ControlPlane.Purpose("console", true))) {
                    case Outcome.Done<ControlPlane>(ControlPlane opened) -> opened;
                    case Outcome.Refused<ControlPlane>(Problem problem) ->
                            throw new AssertionError(problem.toString());
                };
        var stage = FxToolkit.registerPrimaryStage();
        robot.interact(() -> {
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(WIDTH);
            stage.setHeight(HEIGHT);
            open = OpenWindow.open(stage, plane.rooms(), folder, () -> {});
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    @AfterEach
    void closeWindow() throws Exception {
        robot.interact(() -> open.window().close());
        FxToolkit.cleanupStages();
        plane.close();
    }

    @Test
    void importsQuantizesDeploysAndWatchesOnScreen() throws Exception {
        Path model = DemoModel.create(temp.resolve("demo"));

        go("models");
        fire("#models-import-first");
        type("#import-path", model.toString());
        type("#import-name", "demo");
        fire("#import-start");
        await("the import", 60, () -> shown("#import-result") && !text("#import-result").isEmpty());
        picture("import-done");
        robot.push(KeyCode.ESCAPE);

        go("optimize");
        await("the revision", 10, () -> !find("#quantize-run").isDisabled());
        fire("#quantize-run");
        await("the card", 90, () -> shown("#optimize-verdict"));
        picture("quantized");

        go("deployments");
        fire("#deployments-first");
        type("#deploy-name", "demo-int8");
        fire("#deploy-start");
        await("the deployment", 60, () -> shown("#deployment-load"));
        await("serving", 30, () -> !find("#deployment-load").isDisabled());

        fire("#deployment-load");
        fire("#load-start");
        fire("#load-watch");
        await("live figures", 30, () -> shown("#latency-chart-percentiles"));
        await("the chart to move", 30, this::hasTraffic);
        picture("live");
    }

    private boolean hasTraffic() {
        return plane.rooms().latencies().live().latest().values().stream()
                .anyMatch(view -> view.requestsInAll() > 5);
    }

    @Test
    void showsWhyABadFileIsRefusedAndStaysUsable() throws Exception {
        Path bad = Files.writeString(temp.resolve("bad.onnx"), "this is no model");

        go("models");
        fire("#models-import-first");
        fire("#import-start");
        assertFalse(shown("#import-result"), "nothing may start without a path");
        type("#import-path", bad.toString());
        fire("#import-start");
        await("the refusal", 60, () -> shown("#import-problem"));
        picture("refused");

        assertEquals(0, plane.rooms().models().registry().latest().revisions().size());
        assertTrue(shown("#import-change"), "another file can be named");
        assertTrue(shown("#import-stages"));

        fire("#import-purge");
        await("the purge", 10, () -> !shown("#import-purge"));
        assertEquals(0, plane.rooms().operations().airlock().quarantined().latest().size());
    }

    private void go(String screen) {
        robot.interact(() -> open.window().go(screen));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void fire(String id) throws TimeoutException {
        await(id, 10, () -> shown(id));
        robot.interact(() -> {
            if (find(id) instanceof javafx.scene.control.ButtonBase button) {
                button.fire();
            }
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void type(String id, String text) throws TimeoutException {
        await(id, 10, () -> shown(id));
        robot.interact(() -> {
            find(id).requestFocus();
            ((TextInputControl) find(id)).clear();
        });
        robot.write(text);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Node find(String id) {
        return open.window().scene().lookup(id);
    }

    private boolean shown(String id) {
        Node node = find(id);
        return node != null && node.isVisible() && node.getScene() != null;
    }

    private String text(String id) {
        return ((Labeled) find(id)).getText();
    }

    private void await(String what, int seconds, BooleanSupplier condition)
            throws TimeoutException {
        try {
            WaitForAsyncUtils.waitFor(
                    seconds,
                    TimeUnit.SECONDS,
                    () -> WaitForAsyncUtils.asyncFx(condition::getAsBoolean).get());
        } catch (TimeoutException e) {
            picture("timeout");
            throw new AssertionError("waited %d s for %s".formatted(seconds, what), e);
        }
    }

    private void picture(String name) {
        robot.interact(() -> {
            try {
                Snapshots.png(
                        open.window().scene(), Path.of("target/screens/job-" + name + ".png"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
