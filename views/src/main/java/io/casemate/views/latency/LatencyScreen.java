package io.casemate.views.latency;

import io.casemate.engine.feed.Subscription;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Screen;
import javafx.scene.Parent;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the latency screen.
public final class LatencyScreen implements Screen {
    private final LatencyViewModel model;
    private final LatencyScreenView view;
    private Subscription observation = () -> {};

    public LatencyScreen(Desk desk) {
        model = new LatencyViewModel(desk);
        view = new LatencyScreenView(model, desk.texts());
    }

    @Override
    public String id() {
        return "latency";
    }

    @Override
    public String titleKey() {
        return "latency.title";
    }

    @Override
    public Ikon icon() {
        return Feather.ACTIVITY;
    }

    @Override
    public Parent open() {
        observation.close();
        observation = model.observe();
        return view;
    }

    @Override
    public void close() {
        observation.close();
    }
}
