package io.casemate.views;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.views.hosts.HostsScreen;
import io.casemate.views.ledger.LedgerScreen;
import io.casemate.views.overview.OverviewScreen;
import io.casemate.views.settings.About;
import io.casemate.views.settings.SettingsScreen;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Draws overview, hosts, ledger and settings from every fixture.
class ScreensRenderTest extends FxTest {

    private List<Screen> screens(Desk desk) {
        var versions = new LinkedHashMap<>(Map.of("Casemate", "0.1.0"));
        return List.of(
                OverviewScreen.of(desk, () -> {}),
                HostsScreen.of(desk),
                LedgerScreen.of(desk),
                SettingsScreen.of(
                        desk,
                        appearance,
                        new About(
                                Path.of("/var/lib/casemate"),
                                versions,
                                List.of(new About.Licence("Inter", "OFL-1.1")))));
    }

    @Test
    void drawsAnEmptyConsole() {
        open(Fixtures.empty(), this::screens);

        drawAll("empty");

        assertTrue(isShown(texts.text("settings.versions")));
    }

    @Test
    void drawsATypicalConsole() {
        open(Fixtures.typical(), this::screens);

        drawAll("typical");

        assertTrue(isShown("Casemate"));
    }

    @Test
    void drawsAThousandRows() {
        open(Fixtures.large(), this::screens);

        drawAll("large");

        assertTrue(isShown("Casemate"));
    }

    @Test
    void drawsAFailingConsole() {
        open(Fixtures.failing(), this::screens);

        drawAll("failing");

        assertTrue(isShown("Refused"));
    }

    private void drawAll(String name) {
        for (String screen : List.of("overview", "hosts", "ledger", "settings")) {
            onFx(() -> window.go(screen));
            settle();
            assertTrue(Files.exists(picture(screen + "-" + name)));
        }
    }
}
