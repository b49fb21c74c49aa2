package io.casemate.app;

import java.util.Locale;
import java.util.Map;

/// Whether a window can be opened here.
final class Display {

    private Display() {}

    static boolean isThere(Map<String, String> environment) {
        if (System.getProperty("glass.platform") != null) {
            return true; // a platform was named: a test or a person knows what they want
        }
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("win") || system.contains("mac")) {
            return true;
        }
        return isSet(environment, "DISPLAY") || isSet(environment, "WAYLAND_DISPLAY");
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }
}
