package io.casemate.views.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.quantize.Quantize;
import io.casemate.engine.quantize.Recipe;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.Test;

class OptimizeScreenTest extends FxTest {

    private void open(FakeRooms rooms) {
        open(rooms, desk -> List.of(OptimizeScreen.of(desk)));
    }

    @Test
    void saysThatNothingWasMeasuredYet() {
        open(Fixtures.empty());
        picture("optimize-empty");

        assertTrue(isShown(texts.text("optimize.result.empty")));
        assertTrue(robot.lookup("#quantize-run").query().isDisabled());
    }

    @Test
    void showsWhatTheChosenVariantCost() {
        open(Fixtures.typical());

        onFx(() ->
                robot.lookup("#optimize-variants")
                        .queryAs(TableView.class)
                        .getSelectionModel()
                        .select(0));
        settle();
        picture("optimize-typical");

        assertTrue(isShown(texts.text("optimize.size")));
        assertTrue(isShown(texts.text("optimize.snr")));
    }

    @Test
    void quantizesTheChosenRevisionByTheChosenRecipeAndShowsARefusal() {
        FakeRooms rooms = Fixtures.typical();
        open(rooms);

        robot.clickOn("#recipe-int4-weights");
        robot.clickOn("#quantize-run");
        await(() -> !rooms.commands.isEmpty());
        settle();
        picture("optimize-refused");

        assertEquals(
                List.of(
                        new Quantize(
                                Fixtures.parent().id(), Recipe.INT4_WEIGHTS, Optional.empty())),
                rooms.commands);
        assertTrue(robot.lookup("#optimize-problem").query().isVisible());
    }

    @Test
    void tellsWhatItDoesWhileItRunsAndOffersNoSecondRun() {
        FakeRooms rooms = Fixtures.typical();
        rooms.held = new CountDownLatch(1);
        open(rooms);

        robot.clickOn("#quantize-run");
        await(() -> isShown("Comparing 312 of 500 golden samples"));
        picture("optimize-running");
        boolean isDisabled = robot.lookup("#quantize-run").query().isDisabled();
        rooms.held.countDown();
        await(() -> !rooms.commands.isEmpty());

        assertTrue(isDisabled);
    }

    @Test
    void keepsARecipeChosenWhenItIsClickedAgain() {
        open(Fixtures.typical());

        robot.clickOn("#recipe-dynamic-int8");

        assertTrue(robot.lookup("#recipe-dynamic-int8").queryAs(ToggleButton.class).isSelected());
    }

    @Test
    void aRecipeIsAsHighAsItsSentence() {
        open(Fixtures.typical());

        double height =
                robot.lookup("#recipe-dynamic-int8").queryAs(ToggleButton.class).getHeight();

        assertTrue(height > 70 && height < 120, "height is " + height);
    }

    @Test
    void isReachedFromElsewhereWithTheKeyboardOnTheChoice() {
        open(Fixtures.typical());

        onFx(() -> navigation.go("optimize", "optimize.quantize"));
        settle();

        assertTrue(robot.lookup("#optimize-parent").query().isFocused());
    }
}
