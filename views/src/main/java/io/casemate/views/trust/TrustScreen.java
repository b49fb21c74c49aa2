package io.casemate.views.trust;

import io.casemate.views.kit.AppAction;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.LiveScreen;
import io.casemate.views.shell.Screen;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the trust screen: whose signatures count.
public final class TrustScreen {
    private TrustScreen() {}

    public static Screen of(Desk desk) {
        var model = new TrustViewModel(desk);
        var view = new TrustView(desk, model);
        return new LiveScreen("trust", Feather.SHIELD, () -> view, model::observe)
                .offering(
                        AppAction.always(
                                "trust.add", "trust.add.title", Feather.KEY, view::openAdd));
    }
}
