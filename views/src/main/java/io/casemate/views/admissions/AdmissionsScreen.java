package io.casemate.views.admissions;

import io.casemate.views.shell.Desk;
import io.casemate.views.shell.LiveScreen;
import io.casemate.views.shell.Screen;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the admissions screen: host class × variant.
public final class AdmissionsScreen {
    private AdmissionsScreen() {}

    public static Screen of(Desk desk) {
        var model = new AdmissionsViewModel(desk);
        var view = new AdmissionsView(desk, model);
        return new LiveScreen("admissions", Feather.CHECK_SQUARE, () -> view, model::observe);
    }
}
