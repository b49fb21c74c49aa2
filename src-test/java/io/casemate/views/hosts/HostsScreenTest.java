package io.casemate.views.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.fleet.Host;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;

class HostsScreenTest extends FxTest {

    private void open(FakeRooms rooms) {
        open(rooms, desk -> List.of(HostsScreen.of(desk)));
    }

    private String chosen() {
        return robot.lookup("#host-name").queryAs(Label.class).getText();
    }

    @Test
    void showsTheFirstHostAndSaysThatItHasNoAccelerator() {
        open(Fixtures.typical());

        assertEquals("this machine", chosen());
        assertTrue(isShown("No accelerator found"));
    }

    @Test
    void keepsTheChosenHostWhileItsFiguresChange() {
        FakeRooms rooms = Fixtures.large();
        open(rooms);
        TableView<?> table = robot.lookup("#hosts-table").queryTableView();

        onFx(() -> table.getSelectionModel().select(3));
        rooms.hosts.update(List::copyOf);
        rooms.hosts.update(hosts ->
                hosts.stream()
                        .map(host -> Fixtures.host(index(host), Host.Health.UP, List.of()))
                        .toList());
        settle();

        assertEquals(3, table.getSelectionModel().getSelectedIndex());
        assertEquals("rack-00-03", chosen());
        assertTrue(isShown("No accelerator found"));
    }

    private static int index(Host host) {
        String id = host.id().text();
        return id.startsWith("host-") ? Integer.parseInt(id.substring("host-".length())) : 0;
    }

    @Test
    void saysThatNoHostIsThereYet() {
        open(new FakeRooms());

        assertTrue(isShown(texts.text("hosts.empty")));
    }
}
