package io.casemate.views.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.signing.Identity;
import io.casemate.engine.signing.ProvenancePolicy;
import io.casemate.engine.signing.TrustCommand;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.signing.TrustedIdentity;
import io.casemate.engine.units.Digest;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.Test;

class TrustScreenTest extends FxTest {
    private static final Instant SINCE = Instant.parse("2026-03-01T09:12:00Z");
    private static final TrustedIdentity VENDOR =
            new TrustedIdentity(
                    "ACME ML",
                    new Identity(
                            Identity.Kind.KEY,
                            "P-384",
                            Digest.of(new byte[] {1}),
                            "",
                            Optional.empty()),
                    "operator",
                    SINCE);
    private static final TrustedIdentity AUTHORITY =
            new TrustedIdentity(
                    "Site signing authority",
                    new Identity(
                            Identity.Kind.CERTIFICATE,
                            "RSA-3072",
                            Digest.of(new byte[] {2}),
                            "",
                            Optional.of(Instant.parse("2031-03-01T00:00:00Z"))),
                    "j.doe",
                    SINCE.plusSeconds(86_400));

    private FakeRooms open(TrustStore store) {
        FakeRooms rooms = Fixtures.empty();
        rooms.trust.update(_ -> store);
        open(rooms, desk -> List.of(TrustScreen.of(desk)));
        return rooms;
    }

    private FakeRooms openWithTwo() {
        FakeRooms rooms =
                open(new TrustStore(List.of(VENDOR, AUTHORITY), ProvenancePolicy.REQUIRED));
        await(() -> table().getItems().size() == 2);
        return rooms;
    }

    private TableView<?> table() {
        return robot.lookup("#trust-table").queryTableView();
    }

    private boolean isChosen(String policy) {
        return robot.lookup("#policy-" + policy).queryAs(ToggleButton.class).isSelected();
    }

    @Test
    void saysWhatToDoWhileNobodyIsTrusted() {
        open(TrustStore.STANDARD);
        picture("trust-empty");

        assertTrue(isShown(texts.text("trust.empty")));
        assertTrue(isChosen("optional"));
    }

    @Test
    void showsWhoIsTrusted() {
        openWithTwo();
        picture("trust");

        assertTrue(isShown("4bf5 122f 3445 … e23c 7785 459a"));
        assertTrue(isChosen("required"));
    }

    @Test
    void asksForFileAndName() {
        FakeRooms rooms = open(TrustStore.STANDARD);

        robot.clickOn("#trust-add");
        robot.clickOn("#trust-add-run");
        settle();
        assertTrue(isShown(texts.text("trust.file.missing")));
        robot.clickOn("#trust-file").write("/keys/acme.pub");
        robot.clickOn("#trust-name").write("ACME ML");
        robot.clickOn("#trust-add-run");

        await(() -> isShown(FakeRooms.REFUSAL.what()));
        picture("trust-add");
        assertEquals(
                List.of(new TrustCommand.Add("ACME ML", Path.of("/keys/acme.pub"))),
                rooms.commands);
    }

    @Test
    void removesOnlyAfterAskingOnceMore() {
        FakeRooms rooms = openWithTwo();

        onFx(() -> table().getSelectionModel().select(0));
        robot.clickOn("#trust-remove");
        settle();
        picture("trust-remove");
        assertEquals(List.of(), rooms.commands);
        robot.clickOn("#trust-remove-run");

        await(() -> !rooms.commands.isEmpty());
        assertEquals(List.of(new TrustCommand.Remove("ACME ML")), rooms.commands);
    }

    @Test
    void keepsShowingThePolicyThatHoldsWhenAChangeIsRefused() {
        FakeRooms rooms = openWithTwo();

        robot.clickOn("#policy-off");
        await(() -> isShown(FakeRooms.REFUSAL.what()));

        assertEquals(List.of(new TrustCommand.Choose(ProvenancePolicy.OFF)), rooms.commands);
        assertTrue(isChosen("required"));
        assertTrue(!isChosen("off"));
    }
}
