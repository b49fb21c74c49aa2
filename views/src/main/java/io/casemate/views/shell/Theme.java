package io.casemate.views.shell;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;

/// A set of colours for the whole console.
public enum Theme {
    DARK,
    LIGHT;

    /// {@return the theme that the operating system prefers}
    static Theme preferred() {
        return Platform.getPreferences().getColorScheme() == ColorScheme.LIGHT ? LIGHT : DARK;
    }

    static Optional<Theme> find(String id) {
        return Stream.of(values()).filter(theme -> theme.id().equals(id)).findFirst();
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    Theme other() {
        return this == DARK ? LIGHT : DARK;
    }

    /// Dresses every window of this process, popups included.
    void apply() {
        Application.setUserAgentStylesheet(
                "/io/casemate/assets/theme/casemate-%s.css".formatted(id()));
    }
}
