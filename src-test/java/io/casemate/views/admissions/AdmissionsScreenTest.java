package io.casemate.views.admissions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.admission.AdmissionFixture;
import io.casemate.engine.admission.AdmissionMatrix;
import io.casemate.engine.admission.Admit;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.fleet.RuntimeVersion;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;

class AdmissionsScreenTest extends FxTest {
    private static final RevisionId VARIANT = Fixtures.variant().id();

    private FakeRooms open(FakeRooms rooms) {
        open(rooms, desk -> List.of(AdmissionsScreen.of(desk)));
        return rooms;
    }

    /// Green here, red on another machine, not run with another version of the runtime.
    private FakeRooms full() {
        FakeRooms rooms = Fixtures.typical();
        HostClass here = here(rooms, RuntimeVersion.SHIPPED);
        Revision other = Fixtures.named("magika int4");
        rooms.registry.update(
                _ -> new Registry(List.of(Fixtures.variant(), other, Fixtures.parent())));
        rooms.admissions.update(_ ->
                new AdmissionMatrix(
                        List.of(
                                AdmissionFixture.cell(other.id(), here(rooms, "1.22.0"), 14.2),
                                AdmissionFixture.cell(VARIANT, here, 38.4),
                                AdmissionFixture.cell(
                                        VARIANT, AdmissionFixture.elsewhere(), 12.3))));
        return rooms;
    }

    private static HostClass here(FakeRooms rooms, String runtime) {
        return HostClass.of(rooms.hosts.latest().getFirst().hardware(), runtime);
    }

    private FakeRooms openFull() {
        return openShown(full());
    }

    private FakeRooms openShown(FakeRooms rooms) {
        open(rooms);
        await(() -> table().getItems().size() == 2 && table().getColumns().size() == 4);
        await(() -> !robot.lookup("#admissions-run").queryButton().isDisabled());
        return rooms;
    }

    private TableView<?> table() {
        return robot.lookup("#admissions-table").queryTableView();
    }

    /// Clicks the cell of the variant on hosts of `type`.
    private void choose(HostClass type) {
        robot.clickOn("#gate-" + VARIANT.digest().abbreviated() + "-" + type.id());
        settle();
    }

    @Test
    void saysWhereVariantsComeFromWhileThereAreNone() {
        open(Fixtures.empty());
        picture("admissions-empty");

        assertTrue(isShown(texts.text("admissions.empty")));
        assertTrue(robot.lookup("#admissions-run").queryButton().isDisabled());
    }

    @Test
    void showsWhatIsKnownOfThisMachineFirst() {
        openFull();

        await(() -> isShown(texts.text("admissions.here")));
        picture("admissions");
        await(() ->
                isShown(
                        "\u2713 worst output at least 20.0 dB: 38.4 dB on golden set (500 samples)"));
    }

    @Test
    void aCellOpensItsEvidence() {
        FakeRooms rooms = openFull();

        choose(AdmissionFixture.elsewhere());
        picture("admissions-red");

        assertTrue(
                isShown(
                        "\u2717 worst output at least 20.0 dB: 12.3 dB on golden set (500 samples)"));
        choose(here(rooms, "1.22.0"));
        picture("admissions-notrun");
        assertTrue(isShown(texts.text("admissions.notrun.what")));
    }

    @Test
    void runsTheGateHereAndShowsHowFarItIsAndWhyItFailed() {
        FakeRooms rooms = full();
        rooms.held = new CountDownLatch(1);
        openShown(rooms);

        robot.clickOn("#admissions-run");
        await(() -> isShown("Comparing 312 of 500 golden samples"));
        picture("admissions-running");
        rooms.held.countDown();

        await(() -> isShown(FakeRooms.REFUSAL.what()));
        picture("admissions-failing");
        assertEquals(List.of(Admit.again(VARIANT)), rooms.commands);
    }
}
