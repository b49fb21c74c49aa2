package io.casemate.views.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.models.ModelName;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;

class ModelsScreenTest extends FxTest {

    private void open(FakeRooms rooms) {
        open(rooms, desk -> List.of(new ModelsScreen(desk)));
    }

    @Test
    void showsWhatIsKnownOfTheChosenRevision() {
        open(Fixtures.typical());

        onFx(() ->
                robot.lookup("#models-table")
                        .queryAs(TableView.class)
                        .getSelectionModel()
                        .select(0));
        settle();
        picture("models-typical");

        assertTrue(isShown(texts.text("models.operators")));
    }

    @Test
    void offersTheImportWhenThereIsNothing() {
        open(Fixtures.empty());
        picture("models-empty");

        assertTrue(isShown(texts.text("models.empty")));
    }

    @Test
    void importsTheFileOfTheSheet() {
        FakeRooms rooms = Fixtures.typical();
        open(rooms);

        robot.clickOn("#models-import");
        settle();
        onFx(() -> robot.lookup("#import-path").queryAs(TextField.class).setText("/tmp/a.onnx"));
        onFx(() -> robot.lookup("#import-name").queryAs(TextField.class).setText("a"));
        robot.clickOn("#import-start");
        await(() -> !rooms.commands.isEmpty());
        settle();
        picture("models-import");

        assertEquals(
                List.of(
                        new ImportModel(
                                Path.of("/tmp/a.onnx"),
                                Optional.of(new ModelName("a")),
                                Optional.empty())),
                rooms.commands);
    }

    @Test
    void startsNoImportWithoutAFile() {
        FakeRooms rooms = Fixtures.typical();
        open(rooms);

        robot.clickOn("#models-import");
        settle();
        robot.clickOn("#import-start");
        settle();

        assertTrue(isShown(texts.text("models.import.path.missing")));
        assertEquals(List.of(), rooms.commands);
    }

    @Test
    void opensTheImportSheetForThoseWhoComeFromElsewhere() {
        open(Fixtures.typical());

        onFx(() -> navigation.go("models", "models.import"));
        settle();

        assertTrue(robot.lookup("#import-sheet").tryQuery().isPresent());
    }

    @Test
    void forgetsTheLastRefusalWhenTheSheetOpensAgain() {
        FakeRooms rooms = Fixtures.typical();
        open(rooms);
        onFx(() -> navigation.go("models", "models.import"));
        settle();
        onFx(() -> robot.lookup("#import-path").queryAs(TextField.class).setText("/tmp/a.onnx"));
        robot.clickOn("#import-start");
        await(() -> isShown(FakeRooms.REFUSAL.what()));

        robot.clickOn("#import-close");
        onFx(() -> navigation.go("models", "models.import"));
        settle();

        assertFalse(isShown(FakeRooms.REFUSAL.what()));
    }

    @Test
    void leadsFromAVariantToItsParent() {
        open(Fixtures.typical());
        TableView<?> table = robot.lookup("#models-table").queryAs(TableView.class);
        onFx(() -> table.getSelectionModel().select(0));
        settle();

        robot.clickOn(".lineage-link");
        settle();
        picture("models-parent");

        assertEquals(1, table.getSelectionModel().getSelectedIndex());
        assertTrue(isShown(texts.text("models.quantize")));
    }
}
