package io.casemate.views.shell;

import java.util.List;

/// What goes into the window.
///
/// @param screens in the order of the navigation; the first is shown at the start
/// @param onClose run when the window has been closed: ends the process
public record WindowPlan(List<Screen> screens, Appearance appearance, Runnable onClose) {
    public WindowPlan {
        screens = List.copyOf(screens);
    }
}
