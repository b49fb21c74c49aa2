package io.casemate.views.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.capture.Capture;
import io.casemate.engine.capture.CaptureCommand;
import io.casemate.engine.capture.CaptureCommand.Amount;
import io.casemate.engine.capture.CaptureId;
import io.casemate.engine.capture.CaptureStarted;
import io.casemate.engine.deploy.Deployment;
import io.casemate.engine.fleet.CaptureState;
import io.casemate.engine.units.Bytes;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Spinner;
import org.junit.jupiter.api.Test;

class CaptureSheetTest extends FxTest {
    private static final String CONSENT = "Head of quality, to calibrate the next variant";

    private FakeRooms open() {
        FakeRooms rooms = Fixtures.typical();
        open(rooms, desk -> List.of(DeploymentsScreen.of(desk)));
        await(() -> robot.lookup("#deployment-capture").tryQuery().isPresent());
        return rooms;
    }

    private static Deployment serving(FakeRooms rooms) {
        return rooms.deployments.latest().stream()
                .filter(one -> one.endpoint().isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static Capture running(Deployment deployment) {
        Path folder = Path.of("/var/lib/casemate/captures/demo-20260302-101530");
        var started =
                new CaptureStarted(
                        new CaptureId("demo-20260302-101530"),
                        deployment.id(),
                        deployment.model(),
                        deployment.revision(),
                        folder.toString(),
                        CONSENT,
                        200,
                        1,
                        Bytes.gibibytes(1));
        var state =
                new CaptureState(
                        deployment.id(),
                        folder,
                        CaptureState.Phase.RUNNING,
                        140,
                        137,
                        Bytes.mebibytes(18),
                        3,
                        "");
        return new Capture(
                started, Fixtures.NOW, "operator", Optional.of(state), Optional.empty(), false);
    }

    @Test
    void startsNothingWithoutConsent() {
        FakeRooms rooms = open();

        robot.clickOn("#deployment-capture");
        settle();
        picture("capture-form");
        robot.clickOn("#capture-start");
        settle();

        assertTrue(isShown(texts.text("deployments.capture.consent.missing")));
        assertTrue(rooms.commands.stream().noneMatch(CaptureCommand.class::isInstance));
    }

    @Test
    void startsWithTheConsentThatWasWritten() {
        FakeRooms rooms = open();
        robot.clickOn("#deployment-capture");
        settle();

        robot.clickOn("#capture-consent").write(CONSENT);
        Spinner<Integer> samples = robot.lookup("#capture-samples").query();
        robot.interact(() -> samples.getValueFactory().setValue(50));
        robot.clickOn("#capture-start");
        await(() -> rooms.commands.stream().anyMatch(CaptureCommand.class::isInstance));

        assertEquals(
                new CaptureCommand.Start(
                        serving(rooms).id(),
                        CONSENT,
                        new Amount(50, 1, CaptureCommand.STANDARD_BYTES),
                        Optional.empty()),
                rooms.commands.getLast());
    }

    @Test
    void showsWhatRunsAndStopsIt() {
        FakeRooms rooms = open();
        Deployment deployment = serving(rooms);

        rooms.captures.update(_ -> List.of(running(deployment)));
        await(() -> robot.lookup("#deployment-capturing").tryQuery().isPresent());
        picture("capture-running");
        robot.clickOn("#deployment-capture");
        settle();
        picture("capture-running-sheet");
        robot.clickOn("#capture-stop");
        await(() -> rooms.commands.stream().anyMatch(CaptureCommand.class::isInstance));

        assertEquals(new CaptureCommand.Stop(deployment.id()), rooms.commands.getLast());
    }
}
