package io.casemate.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import io.casemate.views.hosts.HostsScreen;
import io.casemate.views.ledger.LedgerScreen;
import io.casemate.views.overview.OverviewScreen;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Application;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class ShellTest extends FxTest {
    private final FakeRooms rooms = Fixtures.failing();
    private final AtomicInteger demos = new AtomicInteger();

    private void open() {
        open(
                rooms,
                desk ->
                        List.of(
                                OverviewScreen.of(desk, demos::incrementAndGet),
                                HostsScreen.of(desk),
                                LedgerScreen.of(desk)));
    }

    private String title() {
        return robot.lookup("#screen-title").queryAs(Label.class).getText();
    }

    @Test
    void goesToAScreenByItsNumber() {
        open();

        robot.push(KeyCode.SHORTCUT, KeyCode.DIGIT3);
        settle();

        assertEquals("Ledger", title());
    }

    @Test
    void walksTheNavigationByKeyboard() {
        open();

        onFx(() -> robot.lookup("#navigation-hosts").query().requestFocus());
        robot.push(KeyCode.SPACE);
        settle();

        assertEquals("Hosts", title());
    }

    @Test
    void findsAScreenInThePalette() {
        open();

        robot.push(KeyCode.SHORTCUT, KeyCode.K);
        robot.write("ledg");
        settle();
        picture("palette");
        robot.push(KeyCode.ENTER);
        settle();

        assertEquals("Ledger", title());
        assertFalse(robot.lookup("#palette").query().isVisible());
    }

    @Test
    void putsTheScreenOfThatNameFirst() {
        open();

        robot.push(KeyCode.SHORTCUT, KeyCode.K);
        robot.write("ledger");
        settle();

        var list = robot.lookup("#palette-list").queryListView();
        assertEquals("Ledger", ((PaletteEntry) list.getItems().getFirst()).title());
    }

    @Test
    void runsAnActionFromThePalette() {
        open();

        robot.push(KeyCode.SHORTCUT, KeyCode.K);
        robot.write("demo");
        robot.push(KeyCode.ENTER);
        settle();

        assertEquals(1, demos.get());
    }

    @Test
    void choosesWithArrowsInThePalette() {
        open();

        robot.push(KeyCode.SHORTCUT, KeyCode.K);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.DOWN);
        settle();

        var list = robot.lookup("#palette-list").queryAs(ListView.class);
        assertEquals(2, list.getSelectionModel().getSelectedIndex());
    }

    @Test
    void closesThePaletteByEscapeAndStaysWhereItWas() {
        open();

        robot.push(KeyCode.SHORTCUT, KeyCode.K);
        robot.write("ledg");
        robot.push(KeyCode.ESCAPE);
        settle();

        assertFalse(robot.lookup("#palette").query().isVisible());
        assertEquals("Overview", title());
    }

    @Test
    void changesTheThemeAtOnce() {
        open();
        assertTrue(Application.getUserAgentStylesheet().endsWith("casemate-dark.css"));

        robot.clickOn("#toggle-theme");
        settle();
        assertTrue(Application.getUserAgentStylesheet().endsWith("casemate-light.css"));

        robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.L);
        settle();
        assertTrue(Application.getUserAgentStylesheet().endsWith("casemate-dark.css"));
    }

    @Test
    void countsWhatNeedsAttention() {
        open();

        assertEquals("2", robot.lookup("#attention-count").queryAs(Label.class).getText());

        rooms.attention.update(_ -> List.of());
        settle();

        assertFalse(robot.lookup("#attention-count").query().isVisible());
    }

    @Test
    void cancelsARunningTask() {
        rooms.tasks.update(_ -> List.of(Fixtures.running(), Fixtures.done()));
        open();

        robot.clickOn("#cancel-task-3");
        await(() -> rooms.commands.contains(Fixtures.running().id()));
    }

    @Test
    void explainsWhyATaskWasRefused() {
        open();

        robot.clickOn("#task-details-4");
        settle();
        picture("task-problem");

        assertTrue(isShown(FakeRooms.REFUSAL.why()));
        robot.push(KeyCode.ESCAPE);
        settle();

        assertFalse(isShown(FakeRooms.REFUSAL.why()));
    }

    @Test
    void listsTheLastTasksOnRequest() {
        open();

        robot.clickOn("#expand-tasks");
        settle();
        picture("tasks");

        assertTrue(isShown(Fixtures.done().title()));
        assertTrue(isShown(Fixtures.refused().title()));
    }

    @Test
    void leavesTheRestToTheProgramWhenClosed() {
        open();

        onFx(window::close);

        assertEquals(1, closed);
    }
}
