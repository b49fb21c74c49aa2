package io.casemate.views.hosts;

import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Screen;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// The machines of the fleet: what each is made of, how busy it is, what it serves.
public final class HostsScreen implements Screen {
    private final Desk desk;
    private final HostsModel model;
    private final Subscriptions subscriptions = new Subscriptions();
    private @Nullable HostsView view;

    public HostsScreen(Desk desk) {
        this.desk = desk;
        model = new HostsModel(desk);
    }

    @Override
    public String id() {
        return "hosts";
    }

    @Override
    public String titleKey() {
        return "hosts.title";
    }

    @Override
    public Ikon icon() {
        return Feather.SERVER;
    }

    @Override
    public Parent open() {
        if (view == null) {
            view = new HostsView(desk, model);
        }
        model.observe(subscriptions);
        return view.root();
    }

    @Override
    public void close() {
        subscriptions.close();
    }
}
