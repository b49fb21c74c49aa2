package io.casemate.views.ledger;

import io.casemate.views.kit.AppAction;
import io.casemate.views.shell.Desk;
import io.casemate.views.shell.LiveScreen;
import io.casemate.views.shell.Screen;
import org.kordamp.ikonli.feather.Feather;

/// Entry to the ledger screen: the record of everything that was done, and the proof that it is
/// whole.
public final class LedgerScreen {
    private LedgerScreen() {}

    public static Screen of(Desk desk) {
        var model = new LedgerModel(desk);
        return new LiveScreen(
                        "ledger",
                        Feather.BOOK,
                        () -> new LedgerView(desk, model).root(),
                        model::observe)
                .offering(
                        AppAction.always(
                                "ledger.verify", "ledger.verify", Feather.SHIELD, model::verify),
                        AppAction.always(
                                "ledger.export",
                                "ledger.export",
                                Feather.DOWNLOAD,
                                () -> ExportSheet.open(desk, model)),
                        AppAction.always(
                                "ledger.look",
                                "ledger.look",
                                Feather.CLOCK,
                                () -> model.looking.set(true)));
    }
}
