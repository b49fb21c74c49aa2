package io.casemate.views.settings;

import io.casemate.views.shell.Appearance;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.LiveScreen;
import io.casemate.views.shell.Screen;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the settings: how the console looks, and what it is.
public final class SettingsScreen {
    private SettingsScreen() {}

    public static Screen of(Desk desk, Appearance appearance, About about) {
        return new LiveScreen(
                "settings",
                Feather.SETTINGS,
                () -> new SettingsView(desk.texts(), appearance, about).root(),
                _ -> {});
    }
}
