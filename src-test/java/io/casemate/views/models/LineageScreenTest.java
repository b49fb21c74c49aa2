package io.casemate.views.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.models.Revision;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import io.casemate.views.bridge.LiveRow;
import java.util.List;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineageScreenTest extends FxTest {
    private final FakeRooms rooms = Fixtures.typical();

    @BeforeEach
    void open() {
        List<Revision> revisions = rooms.registry.latest().revisions();
        for (Revision revision : revisions.reversed()) {
            rooms.record(revision, new DeploymentId("files"), 1);
        }
        open(rooms, desk -> List.of(ModelsScreen.of(desk)));
        await(() -> table().getItems().size() == 2);
    }

    private TableView<?> table() {
        return robot.lookup("#models-table").queryTableView();
    }

    @Test
    void showsTheVariantBelowWhatItWasMadeFromAndTheLineageOfTheChosen() {
        assertTrue(
                ((LiveRow<?>) table().getItems().get(0)).value() instanceof Revision it
                        && it.isImported());

        onFx(() -> table().getSelectionModel().select(1));
        await(() -> robot.lookup(".lineage-card").queryAll().size() == 5);
        picture("models-lineage");

        assertEquals(4, robot.lookup(".lineage-edge").queryAll().size());
    }

    @Test
    void asksForTheCard() {
        onFx(() -> table().getSelectionModel().select(0));
        robot.clickOn("#models-card");
        picture("models-card");

        robot.clickOn("#card-licence").write("apache-2");
        robot.clickOn("#card-save");
        await(() -> isShown("MODELS-009"));
        picture("models-card-refused");
    }
}
