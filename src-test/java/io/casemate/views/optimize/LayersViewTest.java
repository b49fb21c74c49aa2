package io.casemate.views.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.qdq.LayerRanking;
import io.casemate.engine.qdq.LayerSensitivity;
import io.casemate.engine.qdq.LeftLayer;
import io.casemate.engine.quantize.KeptLayers;
import io.casemate.engine.quantize.MeasureLayers;
import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.Recipe;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class LayersViewTest extends FxTest {
    private static final int LAYERS = 53;

    /// As deep networks are: the first and some narrow layers are the worst.
    private static LayerRanking ranking() {
        var layers = new ArrayList<LayerSensitivity>();
        for (int i = 0; i < LAYERS; i++) {
            double own = 38 - (i % 7 == 0 ? 19 : 0) - i % 5 * 2;
            layers.add(
                    new LayerSensitivity(
                            "/layer" + i / 4 + "/conv" + i % 4 + "/Conv",
                            i == LAYERS - 1 ? "Gemm" : "Conv",
                            1024L * (i + 1),
                            own + 6,
                            own,
                            i));
        }
        layers.sort(Comparator.comparingDouble(LayerSensitivity::snrDb).reversed());
        return new LayerRanking(
                layers,
                List.of(
                        new LeftLayer(
                                "/up/ConvTranspose",
                                "ConvTranspose",
                                "there is no integer kernel for ConvTranspose")));
    }

    private FakeRooms openLayers() {
        FakeRooms rooms = Fixtures.typical();
        rooms.layers = Optional.of(ranking());
        open(rooms, desk -> List.of(OptimizeScreen.of(desk)));
        robot.clickOn("#optimize-search");
        robot.clickOn("#search-layers");
        return rooms;
    }

    private FakeRooms measured() {
        FakeRooms rooms = openLayers();
        robot.clickOn("#layers-measure");
        settle();
        return rooms;
    }

    @Test
    void saysThatNoLayersWereMeasuredYet() {
        openLayers();
        picture("layers-empty");

        assertTrue(isShown(texts.text("optimize.layers.empty")));
        assertTrue(robot.lookup("#layers-make").query().isDisabled());
    }

    @Test
    void showsACellAndARowForEachLayer() {
        FakeRooms rooms = measured();
        onFx(() -> robot.lookup("#heat-0").queryAs(ToggleButton.class).setSelected(true));
        onFx(() -> robot.lookup("#heat-14").queryAs(ToggleButton.class).setSelected(true));
        picture("layers-typical");

        assertEquals(LAYERS, robot.lookup(".heat-cell").queryAll().size());
        assertEquals(
                LAYERS + 1,
                robot.lookup("#layers-table").queryAs(TableView.class).getItems().size());
        assertEquals(
                List.of(
                        new MeasureLayers(
                                Fixtures.parent().id(), Recipe.STATIC_INT8, Optional.empty())),
                rooms.commands);
    }

    @Test
    void makesAVariantWithTheLayersThatWereClickedAndPressed() {
        FakeRooms rooms = measured();
        rooms.commands.clear();

        robot.clickOn("#heat-0");
        onFx(() -> robot.lookup("#heat-1").query().requestFocus());
        robot.press(KeyCode.SPACE).release(KeyCode.SPACE);
        settle();
        robot.clickOn("#layers-make");
        await(() -> !rooms.commands.isEmpty());

        Recipe recipe =
                KeptLayers.of(
                        Recipe.STATIC_INT8, List.of("/layer0/conv0/Conv", "/layer0/conv1/Conv"));
        assertEquals(
                List.of(new Quantize(Fixtures.parent().id(), recipe, Optional.empty())),
                rooms.commands);
    }

    @Test
    void takesAKeptLayerBackFromTheTable() {
        measured();
        robot.clickOn("#heat-0");
        settle();
        assertTrue(isShown(texts.text("optimize.layers.count", 1, LAYERS, 1)));

        onFx(() -> {
            TableView<?> table = robot.lookup("#layers-table").queryAs(TableView.class);
            table.requestFocus();
            table.getSelectionModel().select(0);
        });
        robot.press(KeyCode.SPACE).release(KeyCode.SPACE);
        settle();

        assertFalse(robot.lookup("#heat-0").queryAs(ToggleButton.class).isSelected());
        assertTrue(robot.lookup("#layers-make").query().isDisabled());
    }

    @Test
    void coloursByTheLayersOwnValueWhenAsked() {
        measured();
        ToggleButton before = robot.lookup("#heat-1").queryAs(ToggleButton.class);
        assertEquals("42", before.getText());

        robot.clickOn("#layers-own");

        assertEquals("36", robot.lookup("#heat-1").queryAs(ToggleButton.class).getText());
    }
}
