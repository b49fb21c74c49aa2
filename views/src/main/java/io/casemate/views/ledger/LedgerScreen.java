package io.casemate.views.ledger;

import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.kit.AppAction;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.Screen;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// The append-only record of everything that was done, and the proof that it is whole.
public final class LedgerScreen implements Screen {
    private final Desk desk;
    private final LedgerModel model;
    private final Subscriptions subscriptions = new Subscriptions();
    private @Nullable LedgerView view;

    public LedgerScreen(Desk desk) {
        this.desk = desk;
        model = new LedgerModel(desk);
    }

    @Override
    public String id() {
        return "ledger";
    }

    @Override
    public String titleKey() {
        return "ledger.title";
    }

    @Override
    public Ikon icon() {
        return Feather.BOOK;
    }

    @Override
    public Parent open() {
        model.observe(subscriptions);
        return view().root();
    }

    private LedgerView view() {
        if (view == null) {
            view = new LedgerView(desk, model);
        }
        return view;
    }

    @Override
    public void close() {
        subscriptions.close();
    }

    @Override
    public List<AppAction> actions() {
        return List.of(
                new AppAction(
                        "ledger.verify",
                        "ledger.verify",
                        Feather.SHIELD,
                        Optional.empty(),
                        new SimpleBooleanProperty(true),
                        model::verify,
                        false),
                new AppAction(
                        "ledger.export",
                        "ledger.export",
                        Feather.DOWNLOAD,
                        Optional.empty(),
                        new SimpleBooleanProperty(true),
                        () -> view().openExport(),
                        false));
    }
}
