package io.casemate.views.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerScreenTest extends FxTest {
    @TempDir Path exports;

    private void open(FakeRooms rooms) {
        open(rooms, desk -> List.of(LedgerScreen.of(desk)));
        await(() -> rows() > 0);
    }

    private TableView<?> table() {
        return robot.lookup("#ledger-table").queryTableView();
    }

    private int rows() {
        return table().getItems().size();
    }

    @Test
    void readsOlderEntriesOnlyWhenTheEndComesIntoSight() {
        open(Fixtures.large());
        assertEquals(LedgerModel.PAGE, rows());

        onFx(() -> table().scrollTo(LedgerModel.PAGE - 1));

        await(() -> rows() > LedgerModel.PAGE);
    }

    @Test
    void addsNewEntriesAtTheTop() {
        FakeRooms rooms = Fixtures.typical();
        open(rooms);

        rooms.ledger.fill(3);

        await(() -> rows() == 45);
    }

    @Test
    void showsTheBodyOfTheChosenEntry() {
        open(Fixtures.typical());

        onFx(() -> table().getSelectionModel().select(0));
        settle();
        picture("ledger-entry");

        var body = robot.lookup("#ledger-body").queryAs(TextArea.class);
        assertTrue(body.getText().contains("magika.onnx"));
    }

    @Test
    void saysThatASoundLedgerHolds() {
        open(Fixtures.typical());

        robot.clickOn("#ledger-verify");

        await(() -> isShown(texts.text("ledger.sound", "42")));
        picture("ledger-sound");
    }

    @Test
    void namesTheEntryThatDoesNotHold() {
        open(Fixtures.failing());

        robot.clickOn("#ledger-verify");

        await(() -> isShown("Entry 17 of the ledger does not hold."));
        picture("ledger-damaged");
    }

    @Test
    void exportsToTheFileThatWasNamed() throws IOException {
        open(Fixtures.typical());
        Path file = exports.resolve("ledger.jsonl");

        robot.clickOn("#ledger-export");
        robot.clickOn("#export-file").write(file.toString());
        picture("ledger-export");
        robot.clickOn("#export-run");

        await(() -> isShown(texts.text("ledger.export.done", "42", file)));
        assertEquals(42, Files.readAllLines(file).size());
    }

    @Test
    void refusesAnExportToARelativePath() {
        open(Fixtures.typical());

        robot.clickOn("#ledger-export");
        robot.clickOn("#export-file").write("ledger.jsonl");
        robot.clickOn("#export-run");
        settle();

        assertTrue(isShown(texts.text("ledger.export.relative")));
    }

    @Test
    void saysWhyAnExportWasNotWritten() {
        open(Fixtures.typical());
        Path file = exports.resolve("missing").resolve("ledger.jsonl");

        robot.clickOn("#ledger-export");
        robot.clickOn("#export-file").write(file.toString());
        robot.clickOn("#export-run");

        await(() -> isShown("The ledger was not exported to %s.".formatted(file)));
    }

    @Test
    void looksBackToWhatWasToServe() {
        FakeRooms rooms = Fixtures.typical();
        rooms.registry.latest().revisions().stream()
                .limit(1)
                .forEach(revision -> rooms.record(revision, new DeploymentId("files"), 2));
        open(rooms);

        robot.clickOn("#ledger-look");
        robot.clickOn("#moment-time").write("2099-01-01T00:00:00Z");
        robot.clickOn("#moment-show");

        await(() -> isShown("files"));
        picture("ledger-moment");
    }

    @Test
    void refusesATimeThatIsNone() {
        open(Fixtures.typical());

        robot.clickOn("#ledger-look");
        robot.clickOn("#moment-time").write("yesterday");
        robot.clickOn("#moment-show");
        settle();

        assertTrue(isShown(texts.text("ledger.moment.invalid")));
    }
}
