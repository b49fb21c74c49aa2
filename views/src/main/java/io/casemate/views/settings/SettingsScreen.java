package io.casemate.views.settings;

import io.casemate.views.shell.Appearance;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Screen;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// How the console looks, and what it is.
public final class SettingsScreen implements Screen {
    private final Desk desk;
    private final Appearance appearance;
    private final About about;
    private @Nullable Parent view;

    public SettingsScreen(Desk desk, Appearance appearance, About about) {
        this.desk = desk;
        this.appearance = appearance;
        this.about = about;
    }

    @Override
    public String id() {
        return "settings";
    }

    @Override
    public String titleKey() {
        return "settings.title";
    }

    @Override
    public Ikon icon() {
        return Feather.SETTINGS;
    }

    @Override
    public Parent open() {
        if (view == null) {
            view = new SettingsView(desk.texts(), appearance, about).root();
        }
        return view;
    }

    @Override
    public void close() {}
}
