package io.casemate.views.tuning;

import io.casemate.views.kit.AppAction;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.LiveScreen;
import io.casemate.views.shell.Screen;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the tuning screen.
public final class TuningScreen {
    private TuningScreen() {}

    public static Screen of(Desk desk) {
        var model = new TuningViewModel(desk);
        var view = new TuningView(desk, model);
        return new LiveScreen("tuning", Feather.SLIDERS, () -> view, model::observe)
                .offering(
                        AppAction.always(
                                "tuning.tune", "tuning.tune", Feather.SLIDERS, view::start));
    }
}
