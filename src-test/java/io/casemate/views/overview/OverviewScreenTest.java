package io.casemate.views.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import io.casemate.views.hosts.HostsScreen;
import io.casemate.views.kit.StatBlock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;

class OverviewScreenTest extends FxTest {
    private final AtomicInteger demos = new AtomicInteger();

    private void open(FakeRooms rooms) {
        open(
                rooms,
                desk ->
                        List.of(
                                OverviewScreen.of(desk, demos::incrementAndGet),
                                HostsScreen.of(desk)));
    }

    private String figure(String id) {
        return robot.lookup(id).queryAs(StatBlock.class).figure();
    }

    @Test
    void leadsFromAnEmptyConsoleToADemoModel() {
        open(Fixtures.empty());

        assertTrue(robot.lookup("#first-steps").query().isVisible());
        robot.clickOn("#guide-demo");

        assertEquals(1, demos.get());
    }

    @Test
    void dropsTheGuideOnceSomethingIsDeployed() {
        open(Fixtures.typical());

        assertFalse(robot.lookup("#first-steps").query().isVisible());
    }

    @Test
    void knowsNoLatencyBeforeTheFirstRequest() {
        open(Fixtures.empty());

        assertEquals(StatBlock.UNKNOWN, figure("#stat-requests"));
        assertEquals(StatBlock.UNKNOWN, figure("#stat-p99"));
        assertEquals(StatBlock.UNKNOWN, figure("#stat-errors"));
    }

    @Test
    void addsUpWhatAllDeploymentsAnswer() {
        open(Fixtures.typical());

        assertEquals("830", figure("#stat-requests"));
        assertEquals("2", figure("#stat-serving"));
    }

    @Test
    void greysFiguresThatNothingWasHeardOf() {
        open(Fixtures.typical());
        assertTrue(robot.lookup("#stat-requests .stale").queryAll().isEmpty());

        now.update(_ -> Fixtures.NOW.plusSeconds(30));
        settle();
        picture("overview-stale");

        assertFalse(robot.lookup("#stat-requests .stale").queryAll().isEmpty());
        assertTrue(isShown(texts.text("overview.stat.stale", "31 s ago")));
    }

    @Test
    void saysOneQuietLineWhenAllIsWell() {
        open(Fixtures.typical());

        assertEquals(1, robot.lookup("#attention-quiet").queryAllAs(Node.class).size());
    }

    @Test
    void leadsFromAProblemToItsScreen() {
        open(Fixtures.failing());

        robot.clickOn("#attention-this-machine");
        settle();

        assertEquals("Hosts", robot.lookup("#screen-title").queryAs(Label.class).getText());
    }
}
