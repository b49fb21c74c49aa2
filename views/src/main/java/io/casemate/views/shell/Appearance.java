package io.casemate.views.shell;

import java.nio.file.Path;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// How the console looks: its theme, remembered in a file; at first start the one that the
/// operating system prefers. Confined to the FX thread.
public final class Appearance {
    private static final String THEME = "theme";

    private final WindowMemory memory;
    private final ReadOnlyObjectWrapper<Theme> theme;

    /// @param file where the window's settings are kept
    public Appearance(Path file) {
        memory = new WindowMemory(file);
        theme =
                new ReadOnlyObjectWrapper<>(
                        memory.find(THEME).flatMap(Theme::find).orElseGet(Theme::preferred));
        theme.get().apply();
    }

    /// Changes the theme at once and for later starts.
    public void use(Theme wanted) {
        theme.set(wanted);
        wanted.apply();
        memory.remember(THEME, wanted.id());
    }

    void toggle() {
        use(theme.get().other());
    }

    public ReadOnlyObjectProperty<Theme> themeProperty() {
        return theme.getReadOnlyProperty();
    }

    WindowMemory memory() {
        return memory;
    }
}
