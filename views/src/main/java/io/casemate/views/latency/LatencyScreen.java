package io.casemate.views.latency;

import io.casemate.views.shell.Desk;
import io.casemate.views.shell.LiveScreen;
import io.casemate.views.shell.Screen;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the latency screen: how fast deployments answer.
public final class LatencyScreen {
    private LatencyScreen() {}

    public static Screen of(Desk desk) {
        var model = new LatencyViewModel(desk);
        return new LiveScreen(
                "latency",
                Feather.ACTIVITY,
                () -> new LatencyScreenView(model, desk.texts()),
                model::observe);
    }
}
