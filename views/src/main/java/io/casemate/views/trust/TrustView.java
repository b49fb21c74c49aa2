package io.casemate.views.trust;

import io.casemate.engine.signing.Identity;
import io.casemate.engine.signing.TrustedIdentity;
import io.casemate.engine.units.Digest;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.kit.Ages;
import io.casemate.views.kit.Buttons;
import io.casemate.views.kit.Columns;
import io.casemate.views.kit.EmptyState;
import io.casemate.views.kit.LiveTable;
import io.casemate.views.kit.Panel;
import io.casemate.views.shell.Desk;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Lays the screen out and binds it. Decides nothing: every choice is in [TrustViewModel].
final class TrustView extends VBox {
    private static final int GROUP = 4;
    private static final int GROUPS = 3;

    private final Desk desk;
    private final TrustViewModel model;
    private final TableView<LiveRow<TrustedIdentity>> table;

    TrustView(Desk desk, TrustViewModel model) {
        this.desk = desk;
        this.model = model;
        setId("trust");
        getStyleClass().add("screen");
        table = table();
        Panel list =
                new Panel(text("trust.list"), table)
                        .tools(
                                removeButton(),
                                Buttons.primary("trust-add", text("trust.add"), this::openAdd))
                        .flush();
        VBox.setVgrow(list, Priority.ALWAYS);
        Panel policy = new Panel(text("trust.policy"), new PolicyPanel(desk.texts(), model));
        policy.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().addAll(list, policy);
    }

    void openAdd() {
        desk.sheets().show(new AddSheet(desk, model).sheet());
    }

    private Button removeButton() {
        var selected = table.getSelectionModel().selectedItemProperty();
        Button remove = Buttons.dangerous("trust-remove", text("trust.remove"), this::openRemove);
        remove.disableProperty().bind(selected.isNull());
        return remove;
    }

    private void openRemove() {
        LiveRow<TrustedIdentity> row = table.getSelectionModel().getSelectedItem();
        if (row != null) {
            desk.sheets().show(RemoveSheet.of(desk, model, row.value()));
        }
    }

    private TableView<LiveRow<TrustedIdentity>> table() {
        var empty =
                new EmptyState(
                        Feather.SHIELD,
                        text("trust.empty"),
                        text("trust.empty.hint"),
                        Buttons.plain("trust-add-first", text("trust.add"), this::openAdd));
        return LiveTable.of(
                "trust-table",
                model.rows(),
                empty,
                List.of(
                        Columns.wide(Columns.text(text("trust.name"), TrustedIdentity::name), 180),
                        Columns.wide(Columns.text(text("trust.kind"), this::kind), 100),
                        Columns.wide(
                                Columns.text(
                                        text("trust.algorithm"), one -> one.identity().algorithm()),
                                90),
                        Columns.wide(
                                Columns.mono(
                                        text("trust.fingerprint"),
                                        one -> grouped(one.identity().fingerprint())),
                                250),
                        Columns.wide(Columns.text(text("trust.by"), TrustedIdentity::by), 90),
                        Columns.wide(
                                Columns.number(
                                        text("trust.since"), TrustedIdentity::since, Ages::exact),
                                160),
                        Columns.wide(Columns.text(text("trust.expires"), this::expires), 160)));
    }

    private String kind(TrustedIdentity trusted) {
        return text(
                switch (trusted.identity().kind()) {
                    case KEY -> "trust.kind.key";
                    case CERTIFICATE -> "trust.kind.certificate";
                });
    }

    private String expires(TrustedIdentity trusted) {
        Identity identity = trusted.identity();
        return identity.expires().map(Ages::exact).orElse(text("trust.expires.never"));
    }

    /// {@return the first and last digits in groups of four, which people compare over the phone}
    static String grouped(Digest fingerprint) {
        String hex = fingerprint.hex();
        int length = GROUP * GROUPS;
        return inGroups(hex.substring(0, length))
                + " … "
                + inGroups(hex.substring(hex.length() - length));
    }

    /// {@return `hex` with a space after every four digits}
    static String inGroups(String hex) {
        return hex.replaceAll("(.{" + GROUP + "})(?!$)", "$1 ");
    }

    private String text(String key) {
        return desk.texts().text(key);
    }
}
