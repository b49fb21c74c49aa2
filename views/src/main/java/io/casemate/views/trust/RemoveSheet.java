package io.casemate.views.trust;

import io.casemate.engine.signing.TrustedIdentity;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.KeyValueGrid;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.Sheet;
import io.casemate.views.kit.Texts;
import io.casemate.views.shell.Desk;
import javafx.scene.control.Button;

/// Asks once more before an identity is trusted no longer.
final class RemoveSheet {

    private RemoveSheet() {}

    private static String twoLines(String hex) {
        int half = hex.length() / 2;
        return TrustView.inGroups(hex.substring(0, half))
                + "\n"
                + TrustView.inGroups(hex.substring(half));
    }

    static Sheet of(Desk desk, TrustViewModel model, TrustedIdentity trusted) {
        Texts texts = desk.texts();
        model.changes().dismiss();
        String hex = trusted.identity().fingerprint().hex();
        var fingerprint = Labels.of(twoLines(hex), "mono");
        var facts =
                new KeyValueGrid()
                        .row(texts.text("trust.name"), trusted.name())
                        .row(texts.text("trust.algorithm"), trusted.identity().algorithm())
                        .row(texts.text("trust.fingerprint"), fingerprint);
        Button cancel =
                Buttons.plain(
                        "trust-remove-cancel",
                        texts.text("trust.remove.cancel"),
                        desk.sheets()::close);
        cancel.setCancelButton(true);
        Button remove =
                Buttons.dangerous(
                        "trust-remove-run",
                        texts.text("trust.remove.run"),
                        () -> model.remove(trusted.name(), desk.sheets()::close));
        remove.disableProperty().bind(model.changes().busyProperty());
        return new Sheet(
                        "trust-remove-sheet",
                        texts.text("trust.remove.title", trusted.name()),
                        Labels.wrapping(texts.text("trust.remove.hint")),
                        facts,
                        ProblemCard.following(texts, model.changes().problemProperty()))
                .buttons(cancel, remove);
    }
}
