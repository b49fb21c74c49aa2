package io.casemate.views.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.export.ExportFormat;
import io.casemate.engine.export.ExportRevision;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;

class ExportScreenTest extends FxTest {
    private final FakeRooms rooms = Fixtures.typical();

    private void openSheet() {
        open(rooms, desk -> List.of(ModelsScreen.of(desk)));
        onFx(() ->
                robot.lookup("#models-table")
                        .queryAs(TableView.class)
                        .getSelectionModel()
                        .select(0));
        settle();
        robot.clickOn("#models-export");
        settle();
    }

    private void name(String target) {
        onFx(() -> robot.lookup("#export-target").queryAs(TextField.class).setText(target));
        robot.clickOn("#export-run");
    }

    @Test
    void exportsTheChosenRevisionInTheChosenFormat() {
        openSheet();
        picture("models-export");

        robot.clickOn("#export-OCI_ARCHIVE");
        name("/media/stick/magika.tar");
        await(() -> !rooms.commands.isEmpty());

        var command = (ExportRevision) rooms.commands.getFirst();
        assertEquals(ExportFormat.OCI_ARCHIVE, command.format());
        assertEquals(Path.of("/media/stick/magika.tar"), command.target());
        await(() -> isShown(FakeRooms.REFUSAL.what()));
        picture("models-export-refused");
    }

    @Test
    void showsHowFarItIs() {
        rooms.held = new CountDownLatch(1);
        openSheet();

        name("/media/stick/magika");
        await(() -> isShown("Writing, 1.2 GiB of 3.4 GiB"));
        picture("models-export-running");
        rooms.held.countDown();

        await(() -> isShown(FakeRooms.REFUSAL.what()));
    }

    @Test
    void startsNothingWithoutAnAbsolutePath() {
        openSheet();

        name("stick/magika");
        settle();

        assertTrue(isShown(texts.text("models.export.target.invalid")));
        assertEquals(List.of(), rooms.commands);
    }
}
