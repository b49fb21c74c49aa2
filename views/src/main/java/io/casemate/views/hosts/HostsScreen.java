package io.casemate.views.hosts;

import io.casemate.views.shell.Desk;
import io.casemate.views.shell.LiveScreen;
import io.casemate.views.shell.Screen;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the hosts screen: what each machine is made of, how busy it is, what it serves.
public final class HostsScreen {
    private HostsScreen() {}

    public static Screen of(Desk desk) {
        var model = new HostsModel(desk);
        return new LiveScreen(
                "hosts", Feather.SERVER, () -> new HostsView(desk, model).root(), model::observe);
    }
}
