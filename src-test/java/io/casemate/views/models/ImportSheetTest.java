package io.casemate.views.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.airlock.Copying;
import io.casemate.engine.airlock.ImportId;
import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.airlock.ImportRun;
import io.casemate.engine.airlock.ImportStage;
import io.casemate.engine.airlock.InterruptedCopy;
import io.casemate.engine.airlock.StageFigures;
import io.casemate.engine.airlock.StageReport;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.tasks.Task;
import io.casemate.engine.tasks.TaskId;
import io.casemate.engine.units.Bytes;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;

/// Dropping, watching, cancelling and continuing an import.
class ImportSheetTest extends FxTest {
    private static final Path STICK = Path.of("/media/stick/llama-3b");
    private static final ImportId ID = new ImportId("0123456789ab");

    private void open(FakeRooms rooms) {
        open(rooms, desk -> List.of(ModelsScreen.of(desk)));
        onFx(() -> navigation.go("models", "models.import"));
        settle();
    }

    private static InterruptedCopy interrupted() {
        return new InterruptedCopy(
                ID,
                "llama-3b",
                STICK.toString(),
                Optional.of("llama"),
                Optional.empty(),
                new Bytes(3_435_973_837L),
                Bytes.gibibytes(20),
                Fixtures.NOW);
    }

    private String path() {
        return robot.lookup("#import-path").queryAs(TextField.class).getText();
    }

    private String start() {
        return robot.lookup("#import-start").queryAs(Button.class).getText();
    }

    @Test
    void offersToDropFilesFoldersAndArchives() {
        open(Fixtures.typical());
        picture("import-empty");

        assertTrue(isShown(texts.text("models.import.drop")));
        assertTrue(isShown(texts.text("models.import.drop.hint")));
        assertEquals(texts.text("models.import.start"), start());
    }

    @Test
    void takesWhatIsDroppedOnIt() {
        open(Fixtures.typical());
        var drop = new DroppedFiles(robot);

        drop.over("#import-sheet", STICK);
        picture("import-drop");
        drop.onto("#import-sheet", STICK.resolve("model.zip"));

        assertEquals(STICK.resolve("model.zip").toString(), path());
    }

    @Test
    void opensForWhatIsDroppedOnTheScreen() {
        open(Fixtures.typical());
        robot.clickOn("#import-close");
        settle();

        new DroppedFiles(robot).onto("#models", STICK);

        assertEquals(STICK.toString(), path());
    }

    @Test
    void continuesAnInterruptedCopy() {
        FakeRooms rooms = Fixtures.typical();
        rooms.interrupted.update(_ -> List.of(interrupted()));
        open(rooms);
        picture("import-interrupted");

        robot.clickOn("#import-continue-" + ID);
        await(() -> !rooms.commands.isEmpty());

        assertEquals(
                List.of(
                        new ImportModel(
                                STICK, Optional.of(new ModelName("llama")), Optional.empty())),
                rooms.commands);
    }

    @Test
    void saysThatTheNamedFileGoesOn() {
        FakeRooms rooms = Fixtures.typical();
        rooms.interrupted.update(_ -> List.of(interrupted()));
        open(rooms);
        assertEquals(texts.text("models.import.start"), start());

        onFx(() -> robot.lookup("#import-path").queryAs(TextField.class).setText(STICK.toString()));

        assertEquals(texts.text("models.import.continue", new Bytes(3_435_973_837L)), start());
    }

    @Test
    void discardsAnInterruptedCopy() {
        FakeRooms rooms = Fixtures.typical();
        rooms.interrupted.update(_ -> List.of(interrupted()));
        open(rooms);

        robot.clickOn("#import-discard-" + ID);

        await(() -> rooms.commands.equals(List.of(ID)));
        onFx(() -> rooms.interrupted.update(_ -> List.of()));
        assertFalse(isShown(texts.text("models.import.interrupted")));
    }

    private static StageReport stage(ImportStage stage, StageReport.State state) {
        boolean isPassed = state == StageReport.State.PASSED;
        return new StageReport(
                stage,
                state,
                isPassed ? Duration.ofMillis(42) : Duration.ZERO,
                new StageFigures(
                        isPassed ? Map.of("bytes", 1_482_912L) : Map.of(), Map.of(), List.of()));
    }

    private static List<StageReport> stages(ImportStage running) {
        return Stream.of(ImportStage.values())
                .filter(stage -> stage != ImportStage.UNPACK && stage != ImportStage.QUALITY)
                .map(stage ->
                        stage(
                                stage,
                                stage == running
                                        ? StageReport.State.RUNNING
                                        : stage.compareTo(running) < 0
                                                ? StageReport.State.PASSED
                                                : StageReport.State.WAITING))
                .toList();
    }

    private static ImportRun run(Copying copying, double fraction) {
        return new ImportRun(
                ID,
                new ImportModel(STICK, Optional.empty(), Optional.empty()),
                Fixtures.NOW,
                stages(ImportStage.EXTERNAL_DATA),
                copying.toString(),
                fraction,
                copying,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Copying copying() {
        return new Copying(
                Copying.Phase.COPYING,
                Bytes.gibibytes(5).count(),
                Bytes.gibibytes(20).count(),
                3_435_973_837L,
                98L << 20);
    }

    private static Task task() {
        return new Task(
                new TaskId(7),
                "import",
                "Import llama-3b",
                "",
                Progress.UNKNOWN,
                Task.State.RUNNING,
                Fixtures.NOW,
                Optional.empty(),
                Optional.empty());
    }

    private FakeRooms importing() {
        FakeRooms rooms = Fixtures.typical();
        rooms.held = new CountDownLatch(1);
        rooms.tasks.update(_ -> List.of(task()));
        open(rooms);
        onFx(() -> robot.lookup("#import-path").queryAs(TextField.class).setText(STICK.toString()));
        robot.clickOn("#import-start");
        settle();
        return rooms;
    }

    private void show(FakeRooms rooms, ImportRun run) {
        onFx(() -> rooms.imports.update(_ -> List.of(run)));
        settle();
    }

    @Test
    void showsHowFastItCopiesAndHowLongThatTakes() {
        FakeRooms rooms = importing();

        show(rooms, run(copying(), 0.56));
        picture("import-copying");

        assertEquals(
                "5.00 GiB of 20.0 GiB copied · 98.0 MiB/s · about 2 min left · continued at 3.20"
                        + " GiB",
                robot.lookup("#import-step").queryAs(Label.class).getText());
        assertEquals("56 %", robot.lookup("#import-share").queryAs(Label.class).getText());
        rooms.held.countDown();
    }

    @Test
    void saysThatItChecksWhatWasCopiedBefore() {
        FakeRooms rooms = importing();
        var checking = new Copying(Copying.Phase.CHECKING, 1L << 30, 3_435_973_837L, 0, 0);

        show(rooms, run(checking, 0.1));

        assertTrue(
                isShown(
                        texts.text(
                                "models.import.checking",
                                Bytes.gibibytes(1),
                                new Bytes(3_435_973_837L))));
        rooms.held.countDown();
    }

    @Test
    void cancelsAndOffersToGoOn() {
        FakeRooms rooms = importing();
        show(rooms, run(copying(), 0.56));

        robot.clickOn("#import-cancel");
        await(() -> rooms.commands.contains(new TaskId(7)));
        onFx(() -> {
            rooms.imports.update(_ -> List.of());
            rooms.interrupted.update(_ -> List.of(interrupted()));
        });
        rooms.held.countDown();
        await(() -> isShown(texts.text("models.import.interrupted")));
        picture("import-cancelled");

        assertEquals(texts.text("models.import.continue", new Bytes(3_435_973_837L)), start());
    }
}
