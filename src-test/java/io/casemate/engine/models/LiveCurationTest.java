package io.casemate.engine.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerConfig;
import io.casemate.engine.ledger.Ledgers;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

final class LiveCurationTest {
    private static final RevisionId BASE = id("base");
    private static final ModelName MODEL = new ModelName("magika");

    @TempDir Path data;
    private Ledger ledger;
    private LiveModels models;
    private LiveCuration curation;
    private List<String> deployments = List.of();

    @BeforeEach
    void open() {
        ledger =
                Ledgers.open(
                        new LedgerConfig(
                                data.resolve("ledger"),
                                data.resolve("casemate.mv.db"),
                                data.resolve("keys"),
                                Clock.systemUTC(),
                                () -> "ada"));
        models =
                new LiveModels(
                        data.resolve("cas"), data.resolve("golden"), ledger, Clock.systemUTC());
        curation =
                new LiveCuration(
                        models, ledger, (_, decision) -> decision.apply(deployments), () -> "ada");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void approvesAVerifiedRevisionAndSaysWho() {
        admit(BASE, Stage.VERIFIED, new Origin.Imported("magika.onnx"));

        Outcome<Revision> approved = curation.approve(BASE, "tested on site");

        assertEquals(Stage.APPROVED, done(approved).stage());
        StageStep step = models.registry().latest().lastStep(BASE, Stage.APPROVED).orElseThrow();
        assertEquals("ada", step.actor());
        assertEquals(
                List.of(
                        new Evidence(Evidence.Kind.APPROVER, "approved by ada, single operator"),
                        new Evidence(Evidence.Kind.REASON, "tested on site")),
                step.change().evidence());
    }

    @Test
    void refusesAnApprovalWithoutAReasonAndNamesWhatIsMissing() {
        admit(BASE, Stage.VERIFIED, new Origin.Imported("magika.onnx"));

        Outcome<Revision> refused = curation.approve(BASE, "  ");

        assertEquals("MODELS-007", code(refused));
        assertTrue(why(refused).contains("a reason in words"), why(refused));
        assertEquals(Stage.VERIFIED, models.registry().latest().find(BASE).orElseThrow().stage());
    }

    @Test
    void refusesToApproveWhatWasNeverTried() {
        admit(BASE, Stage.INSPECTED, new Origin.Imported("magika.onnx"));

        assertEquals("MODELS-006", code(curation.approve(BASE, "hurry")));
    }

    @Test
    void retiresOnlyWhatIsNotDeployed() {
        admit(BASE, Stage.VERIFIED, new Origin.Imported("magika.onnx"));
        deployments = List.of("files");

        assertEquals("MODELS-008", code(curation.retire(BASE, "replaced")));

        deployments = List.of();
        assertEquals(Stage.RETIRED, done(curation.retire(BASE, "replaced")).stage());
        assertEquals("MODELS-006", code(curation.approve(BASE, "back again")));
    }

    @Test
    void asksForASecondPersonWhereThePolicyDoes() {
        admit(BASE, Stage.VERIFIED, new Origin.Imported("magika.onnx"));
        ledger.append(Draft.of(new PolicySet(true, true), "registry"));

        Outcome<Revision> refused = curation.approve(BASE, "tested");

        assertEquals("MODELS-007", code(refused));
        assertTrue(why(refused).contains("a second person"), why(refused));
    }

    @Test
    void keepsTheRestOfACardThatIsChanged() {
        admit(BASE, Stage.VERIFIED, new Origin.Imported("magika.onnx"));
        curation.describe(MODEL, card(Optional.of("Ada"), Optional.of("Apache-2.0")));

        curation.describe(MODEL, card(Optional.of("Grace"), Optional.empty()));

        assertEquals(
                card(Optional.of("Grace"), Optional.of("Apache-2.0")),
                models.registry().latest().card(MODEL));
    }

    @Test
    void refusesALicenceThatIsNotOnTheList() {
        admit(BASE, Stage.VERIFIED, new Origin.Imported("magika.onnx"));

        Outcome<ModelCard> refused =
                curation.describe(MODEL, card(Optional.empty(), Optional.of("apache-2")));

        assertEquals("MODELS-009", code(refused));
        assertEquals(
                "done",
                code(
                        curation.describe(
                                MODEL, card(Optional.empty(), Optional.of("LicenseRef-Acme")))));
    }

    @Test
    void aNameMeansTheImportedRevisionAndNotANewerVariant() {
        admit(BASE, Stage.VERIFIED, new Origin.Imported("magika.onnx"));
        admit(id("variant"), Stage.VERIFIED, new Origin.Quantized(BASE, quantized()));

        assertEquals(BASE, done(models.resolve("magika")).id());

        admit(id("newer"), Stage.VERIFIED, new Origin.Imported("magika.onnx"));
        assertEquals(id("newer"), done(models.resolve("magika")).id());
        curation.retire(id("newer"), "broken");
        assertEquals(BASE, done(models.resolve("magika")).id());
    }

    @Test
    void readsAnEntryOfAnEarlierProgram() {
        ObjectNode old =
                (ObjectNode)
                        Json.mapper()
                                .readTree(
                                        """
                                        {"revision":{"bytes":5,"created":"2026-01-01T00:00:00Z","facts":{"inputs":[],
                                        "irVersion":8,"nodes":1,"operators":{},"opsets":{"":17},"outputs":[],
                                        "parameters":1,"producer":""},"golden":null,"id":"%s","model":"magika",
                                        "origin":{"kind":"imported","source":"magika.onnx"},"stage":"VERIFIED"}}\
                                        """
                                                .formatted(BASE));

        ledger.append(new Draft("RevisionAdmitted", BASE.toString(), old));

        assertEquals(Stage.VERIFIED, done(models.resolve("magika")).stage());
    }

    private void admit(RevisionId id, Stage stage, Origin origin) {
        var facts =
                new ModelFacts(8, new TreeMap<>(), "", 1, 1, new TreeMap<>(), List.of(), List.of());
        var revision =
                new Revision(
                        id,
                        MODEL,
                        stage,
                        new Bytes(5),
                        Instant.EPOCH,
                        origin,
                        facts,
                        Optional.empty());
        ledger.append(Draft.of(new RevisionAdmitted(revision), id.toString()));
    }

    private static QuantizationCard quantized() {
        return new QuantizationCard(
                "dynamic-int8",
                1,
                new Bytes(2),
                new Bytes(5),
                new Accuracy(
                        40,
                        1,
                        0.1,
                        "seeded inputs (32 samples, seed 1)",
                        32,
                        java.util.OptionalDouble.empty(),
                        java.util.OptionalDouble.empty()),
                new LatencyComparison(1, 2, 10, 1));
    }

    private static ModelCard card(Optional<String> owner, Optional<String> licence) {
        return new ModelCard(owner, Optional.empty(), Optional.empty(), licence, Optional.empty());
    }

    private static RevisionId id(String content) {
        return new RevisionId(Digest.of(content.getBytes()));
    }

    private static Revision done(Outcome<Revision> outcome) {
        return switch (outcome) {
            case Outcome.Done<Revision>(Revision revision) -> revision;
            case Outcome.Refused<Revision>(var problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    private static String code(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(var problem) ? problem.code().id() : "done";
    }

    private static String why(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(var problem) ? problem.why() : "";
    }
}
