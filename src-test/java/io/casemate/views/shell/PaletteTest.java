package io.casemate.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import io.casemate.views.deployments.DeploymentsScreen;
import io.casemate.views.ledger.LedgerScreen;
import io.casemate.views.models.ModelsScreen;
import io.casemate.views.optimize.OptimizeScreen;
import io.casemate.views.structure.StructureScreen;
import io.casemate.views.trust.TrustScreen;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What screens offer is reached without a mouse.
class PaletteTest extends FxTest {

    private void open() {
        open(
                Fixtures.typical(),
                desk ->
                        List.of(
                                ModelsScreen.of(desk),
                                StructureScreen.of(desk),
                                OptimizeScreen.of(desk),
                                DeploymentsScreen.of(desk),
                                LedgerScreen.of(desk),
                                TrustScreen.of(desk)));
    }

    private void run(String words) {
        robot.push(KeyCode.SHORTCUT, KeyCode.K);
        robot.write(words);
        robot.push(KeyCode.ENTER);
        settle();
    }

    private String title() {
        return robot.lookup("#screen-title").queryAs(Label.class).getText();
    }

    @ParameterizedTest
    @CsvSource({
        "trust a key, Trust, #trust-add-sheet",
        "import a model, Models, #import-sheet",
        "export the ledger, Ledger, #export-sheet",
        "deploy, Deployments, #deploy-sheet"
    })
    void opensASheetThatEscapeCloses(String words, String screen, String sheet) {
        open();

        run(words);
        boolean isOpen = robot.lookup(sheet).tryQuery().isPresent();
        robot.push(KeyCode.ESCAPE);
        settle();

        assertEquals(screen, title());
        assertTrue(isOpen);
        assertFalse(robot.lookup(sheet).tryQuery().isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "inspect a model, Inspect, #structure-revision",
        "quantize a model, Optimize, #optimize-parent"
    })
    void putsTheKeyboardOnTheChoiceOfARevision(String words, String screen, String choice) {
        open();

        run(words);

        assertEquals(screen, title());
        assertTrue(robot.lookup(choice).query().isFocused());
    }

    @ParameterizedTest
    @CsvSource({"look back, #ledger-moment"})
    void looksIntoThePast(String words, String panel) {
        open();

        run(words);

        assertEquals("Ledger", title());
        assertTrue(robot.lookup(panel).query().isVisible());
    }
}
