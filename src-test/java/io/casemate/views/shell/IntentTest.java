package io.casemate.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.Stage;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import io.casemate.views.deployments.DeploymentsScreen;
import io.casemate.views.models.ModelsScreen;
import io.casemate.views.optimize.OptimizeScreen;
import io.casemate.views.structure.StructureScreen;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// What is asked for on one screen is carried out on the screen that is for it.
class IntentTest extends FxTest {
    private static final int PARENT = 0;
    private static final int VARIANT = 1;

    private final FakeRooms rooms = Fixtures.typical();

    private void open() {
        open(
                rooms,
                desk ->
                        List.of(
                                ModelsScreen.of(desk),
                                StructureScreen.of(desk),
                                OptimizeScreen.of(desk),
                                DeploymentsScreen.of(desk)));
    }

    private TableView<?> models() {
        return robot.lookup("#models-table").queryAs(TableView.class);
    }

    private void chooseModel(int row) {
        onFx(() -> models().getSelectionModel().select(row));
        settle();
    }

    private Object chosen(String box) {
        return robot.lookup(box).queryAs(ComboBox.class).getValue();
    }

    private String title() {
        return robot.lookup("#screen-title").queryAs(Label.class).getText();
    }

    private void ask(Intent intent) {
        onFx(() -> navigation.go(intent));
        settle();
    }

    private void inspect(Revision revision) {
        ask(new Intent.Inspect(revision.id()));
        await(() -> !isShown(texts.text("structure.loading")));
    }

    @Test
    void deploysTheRevisionThatIsChosenOnTheModelsScreen() {
        open();
        chooseModel(VARIANT);

        robot.clickOn("#models-deploy");
        settle();
        picture("intent-deploy");

        assertEquals("Deployments", title());
        assertEquals(Fixtures.variant(), chosen("#deploy-revision"));
    }

    @Test
    void quantizesTheRevisionThatIsChosenOnTheModelsScreen() {
        open();
        chooseModel(PARENT);

        robot.clickOn("#models-quantize");
        settle();

        assertEquals("Optimize", title());
        assertEquals(Fixtures.parent(), chosen("#optimize-parent"));
        assertTrue(robot.lookup("#optimize-parent").query().isFocused());
    }

    @Test
    void inspectsTheRevisionThatIsChosenOnTheModelsScreen() {
        open();
        chooseModel(PARENT);

        robot.clickOn("#models-inspect");
        settle();

        assertEquals("Inspect", title());
        assertEquals(Fixtures.parent(), chosen("#structure-revision"));
    }

    @Test
    void deploysTheInspectedRevision() {
        open();
        inspect(Fixtures.parent());

        robot.clickOn("#structure-deploy");
        settle();

        assertEquals(Fixtures.parent(), chosen("#deploy-revision"));
    }

    @Test
    void quantizesTheInspectedRevision() {
        open();
        inspect(Fixtures.parent());

        robot.clickOn("#structure-quantize");
        settle();

        assertEquals(Fixtures.parent(), chosen("#optimize-parent"));
    }

    @Test
    void offersNoVariantOfAVariant() {
        open();

        inspect(Fixtures.variant());

        assertTrue(robot.lookup("#structure-quantize").query().isDisabled());
    }

    @Test
    void showsTheInspectedRevisionAmongTheModels() {
        open();
        inspect(Fixtures.variant());

        robot.clickOn("#structure-describe");
        settle();

        assertEquals("Models", title());
        assertEquals(VARIANT, models().getSelectionModel().getSelectedIndex());
    }

    @Test
    void deploysTheVariantThatTheOptimizeScreenShows() {
        open();
        ask(new Intent.Quantize(Fixtures.parent().id()));
        onFx(() ->
                robot.lookup("#optimize-variants")
                        .queryAs(TableView.class)
                        .getSelectionModel()
                        .select(0));
        settle();

        robot.clickOn("#optimize-deploy");
        settle();

        assertEquals(Fixtures.variant(), chosen("#deploy-revision"));
    }

    @Test
    void tellsThatARevisionMayNotBeServed() {
        Revision unproved = Fixtures.parent().withStage(Stage.INSPECTED);
        rooms.registry.update(_ -> new Registry(List.of(unproved)));
        open();

        ask(new Intent.Deploy(unproved.id()));
        picture("intent-refused");

        String digest = unproved.id().digest().abbreviated();
        assertTrue(isShown(texts.text("deployments.deploy.revision.refused", digest)));
        assertNull(chosen("#deploy-revision"));
    }

    @Test
    void closesTheSheetByEscapeAndReturnsTheKeyboard() {
        open();
        ask(new Intent.Deploy(Fixtures.parent().id()));

        robot.push(KeyCode.ESCAPE);
        settle();

        assertFalse(isShown(texts.text("deployments.deploy.title")));
    }
}
