package io.casemate.engine.lineage;

import static io.casemate.engine.models.Entries.BASE;
import static io.casemate.engine.models.Entries.MODEL;
import static io.casemate.engine.models.Entries.VARIANT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.casemate.engine.deploy.DeploymentDesired;
import io.casemate.engine.deploy.DeploymentReverted;
import io.casemate.engine.deploy.DeploymentWithdrawn;
import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.models.Entries;
import io.casemate.engine.models.RevisionId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MomentsAndLineagesTest {
    private static final DeploymentId FILES = new DeploymentId("files");
    private static final Instant START = Instant.parse("2030-01-01T08:00:00Z");

    @TempDir Path data;
    private Ledger ledger;
    private int minute;

    /// Each entry is a minute after the one before.
    @BeforeEach
    void open() {
        ledger =
                Entries.open(
                        data,
                        new Clock() {
                            @Override
                            public Instant instant() {
                                return at(minute++);
                            }

                            @Override
                            public ZoneId getZone() {
                                return ZoneOffset.UTC;
                            }

                            @Override
                            public Clock withZone(ZoneId zone) {
                                return this;
                            }
                        });
        Entries.admitBase(ledger);
        Entries.admitVariant(ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void tellsWhatServedAtEachMomentAndWhatChangedSince() {
        deploy(BASE, 1);
        deploy(VARIANT, 2);
        ledger.append(Draft.of(new DeploymentWithdrawn(FILES, VARIANT), "files"));
        var moments = new LedgerMoments(ledger);

        assertEquals(List.of(), moments.at(at(1)).serving());
        assertEquals(List.of(BASE), revisions(moments.at(at(2))));
        assertEquals(List.of(VARIANT), revisions(moments.at(at(3).plusSeconds(59))));
        assertEquals(List.of(), revisions(moments.at(at(4))));
        assertEquals(List.of("'files' no longer serves."), moments.at(at(2)).changes());
        Moment.Served served = moments.at(at(3)).serving().getFirst();
        assertEquals(2, served.replicas());
        assertEquals("this-machine", served.host());
        assertEquals("ada", served.deployedBy());
        assertEquals(at(3), served.since());
    }

    @Test
    void namesTheOtherRevisionThatServesNow() {
        deploy(BASE, 1);
        deploy(VARIANT, 2);

        assertEquals(
                List.of(
                        "'files' serves revision %s instead of %s since %s."
                                .formatted(
                                        VARIANT.digest().abbreviated(),
                                        BASE.digest().abbreviated(),
                                        at(3)),
                        "'files' has 2 replicas instead of 1."),
                new LedgerMoments(ledger).at(at(2)).changes());
    }

    @Test
    void whatDidNotComeToServeLeavesWhatServedBeforeAsItWas() {
        deploy(BASE, 1);
        deploy(VARIANT, 1);
        ledger.append(
                Draft.of(
                        new DeploymentReverted(
                                FILES,
                                VARIANT,
                                "FLEET-001",
                                "It did not load.",
                                Optional.of(desired(BASE, 1))),
                        "files"));

        Moment.Served now = new LedgerMoments(ledger).at(at(9)).serving().getFirst();

        assertEquals(BASE, now.revision().id());
        assertEquals(at(2), now.since());
        assertEquals(
                List.of(BASE),
                new LedgerLineages(ledger)
                        .of(BASE).nodes().stream()
                                .filter(node -> node.kind() == Lineage.Kind.DEPLOYMENT)
                                .flatMap(node -> node.revision().stream())
                                .toList());
    }

    @Test
    void drawsTheFamilyFromTheSourceFileToDeployments() {
        deploy(BASE, 1);
        deploy(VARIANT, 2);

        Lineage lineage = new LedgerLineages(ledger).of(VARIANT);

        assertEquals(
                List.of("magika.onnx", "magika", "files", "magika", "files"),
                lineage.nodes().stream().map(Lineage.Node::title).toList());
        assertEquals(
                List.of("imported", "deployed", "quantized", "deployed"),
                lineage.edges().stream().map(Lineage.Edge::action).toList());
        Lineage.Edge quantized = lineage.edges().get(2);
        assertEquals("0123456789ab", lineage.edges().getFirst().parameters().get("import"));
        assertEquals("dynamic-int8", quantized.parameters().get("recipe"));
        assertEquals(BASE.toString(), quantized.parameters().get("parent digest"));
        assertEquals(at(3).toString(), lineage.nodes().get(2).facts().get("until"));
        assertEquals(VARIANT, lineage.focus());
    }

    private void deploy(RevisionId revision, int replicas) {
        ledger.append(Draft.of(desired(revision, replicas), "files"));
    }

    private static DeploymentDesired desired(RevisionId revision, int replicas) {
        return new DeploymentDesired(
                FILES, MODEL, revision, replicas, HostId.THIS_MACHINE, Optional.empty());
    }

    private static List<RevisionId> revisions(Moment moment) {
        return moment.serving().stream().map(served -> served.revision().id()).toList();
    }

    private static Instant at(int minutes) {
        return START.plusSeconds(60L * minutes);
    }
}
