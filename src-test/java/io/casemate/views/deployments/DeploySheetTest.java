package io.casemate.views.deployments;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.admission.AdmissionFixture;
import io.casemate.engine.admission.AdmissionMatrix;
import io.casemate.engine.admission.HostAdmission;
import io.casemate.engine.fleet.HostClass;
import io.casemate.engine.fleet.RuntimeVersion;
import io.casemate.engine.models.RevisionId;
import io.casemate.views.FakeRooms;
import io.casemate.views.Fixtures;
import io.casemate.views.FxTest;
import io.casemate.views.shell.Intent;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the sheet says of admission before anything is asked of the engine.
class DeploySheetTest extends FxTest {
    private static final RevisionId VARIANT = Fixtures.variant().id();

    private final FakeRooms rooms = Fixtures.typical();

    private void deploy(RevisionId revision) {
        open(rooms, desk -> List.of(DeploymentsScreen.of(desk)));
        onFx(() -> navigation.go(new Intent.Deploy(revision)));
        settle();
    }

    private void known(double snrDb) {
        HostClass here =
                HostClass.of(rooms.hosts.latest().getFirst().hardware(), RuntimeVersion.SHIPPED);
        HostAdmission cell = AdmissionFixture.cell(VARIANT, here, snrDb);
        rooms.admissions.update(_ -> new AdmissionMatrix(List.of(cell)));
    }

    private String text(String key, Object... arguments) {
        return texts.text("deployments.deploy.admission." + key, arguments);
    }

    @Test
    void saysThatAVariantIsAdmittedHere() {
        known(38.4);

        deploy(VARIANT);
        picture("deploy-admitted");

        await(() -> isShown(text("green.hint", "38.4 dB, ×1.25")));
    }

    @Test
    void saysThatAVariantIsRefusedHereAndWhy() {
        known(12.3);

        deploy(VARIANT);

        await(() -> isShown(text("red")));
        picture("deploy-refused");
        assertTrue(
                isShown(
                        text(
                                "red.hint",
                                "12.3 dB on golden set (500 samples) (limit: worst output at"
                                        + " least 20.0 dB)")));
    }

    @Test
    void saysThatTheGateIsRunFirst() {
        deploy(VARIANT);

        await(() -> isShown(text("notrun.hint")));
        picture("deploy-notrun");
        known(38.4);
        await(() -> isShown(text("green")));
    }

    @Test
    void saysThatAnOriginalNeedsNoGate() {
        deploy(Fixtures.parent().id());

        await(() -> isShown(text("original")));
    }
}
