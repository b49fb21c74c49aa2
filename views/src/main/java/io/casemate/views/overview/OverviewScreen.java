package io.casemate.views.overview;

import io.casemate.views.kit.AppAction;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.LiveScreen;
import io.casemate.views.shell.Screen;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the overview: what wants a decision, how the fleet serves, and what happened last.
public final class OverviewScreen {
    private OverviewScreen() {}

    /// @param makeDemo makes the demo model and imports it; returns at once
    public static Screen of(Desk desk, Runnable makeDemo) {
        var model = new OverviewModel(desk);
        return new LiveScreen(
                        "overview",
                        Feather.GRID,
                        () -> new OverviewView(desk, model, makeDemo).root(),
                        model::observe)
                .offering(
                        AppAction.always(
                                "overview.demo", "overview.demo", Feather.PACKAGE, makeDemo));
    }
}
