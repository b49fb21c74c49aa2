package io.casemate.engine.bom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.models.Admission;
import io.casemate.engine.models.Entries;
import io.casemate.engine.models.LiveCuration;
import io.casemate.engine.models.LiveModels;
import io.casemate.engine.models.ModelCard;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.models.RiskClass;
import io.casemate.engine.models.Stage;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class BomsTest {
    @TempDir Path data;
    private Ledger ledger;
    private LiveModels models;
    private Boms boms;

    @BeforeEach
    void open() {
        ledger = Entries.open(data, Clock.systemUTC());
        models =
                new LiveModels(
                        data.resolve("cas"), data.resolve("golden"), ledger, Clock.systemUTC());
        boms = new Boms(models);
        Entries.admitBase(ledger);
        Entries.admitVariant(ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void holdsBeforeTheSchemaWithAndWithoutACard() throws IOException {
        assertEquals(List.of(), faults(json(Entries.BASE)));
        assertEquals(List.of(), faults(json(Entries.VARIANT)));

        describe("Apache-2.0");
        assertEquals(List.of(), faults(json(Entries.VARIANT)));

        describe("LicenseRef-Acme");
        assertEquals(List.of(), faults(json(Entries.VARIANT)));
    }

    @Test
    void theSchemaIsReallyAsked() throws IOException {
        String broken = json(Entries.BASE).replace("machine-learning-model", "oracle");

        assertTrue(!faults(broken).isEmpty());
    }

    @Test
    void saysNoassertionWhereNobodySaidAnything() {
        JsonNode component = component(Entries.BASE);

        assertEquals("NOASSERTION", component.at("/supplier/name").asString());
        assertEquals("NOASSERTION", component.at("/licenses/0/license/name").asString());
        assertEquals("NOASSERTION", component.at("/description").asString());
        assertEquals("NOASSERTION", component.at("/modelCard/modelParameters/task").asString());
        assertTrue(component.path("pedigree").isMissingNode());
        assertEquals("NOASSERTION", property(component, "casemate:files"));
    }

    @Test
    void namesWhatAVariantWasMadeFromAndWhatThatCost() {
        JsonNode component = component(Entries.VARIANT);

        assertEquals(
                Entries.BASE.toString(), component.at("/pedigree/ancestors/0/bom-ref").asString());
        assertEquals(Entries.VARIANT.digest().hex(), component.at("/hashes/0/content").asString());
        JsonNode metrics = component.at("/modelCard/quantitativeAnalysis/performanceMetrics");
        assertEquals("SNR to parent, dB", metrics.path(0).path("type").asString());
        assertEquals("41.5", metrics.path(0).path("value").asString());
        assertEquals(
                "x FP32[-1, 4]",
                component.at("/modelCard/modelParameters/inputs/0/format").asString());
    }

    @Test
    void isTheSameEachTime() {
        assertEquals(json(Entries.VARIANT), json(Entries.VARIANT));
        JsonNode bom = Json.mapper().readTree(json(Entries.VARIANT));
        assertEquals("2030-01-01T08:00:00Z", bom.at("/metadata/timestamp").asString());
        assertEquals("1.6", bom.path("specVersion").asString());
    }

    @Test
    void listsEveryFileWithItsOwnDigest() throws IOException {
        Path folder = Files.createDirectories(data.resolve("staged/sub")).getParent();
        Files.writeString(folder.resolve("model.onnx"), "model");
        Files.writeString(folder.resolve("sub/w.bin"), "weights");
        RevisionId id = admit(folder);

        JsonNode component = component(id);

        assertEquals(List.of(), faults(json(id)));
        assertTrue(component.path("hashes").isMissingNode(), "no file has the list's digest");
        assertEquals("model.onnx", component.at("/components/0/name").asString());
        assertEquals("sub/w.bin", component.at("/components/1/name").asString());
        assertEquals("file", component.at("/components/1/type").asString());
        assertEquals(
                Digest.of("weights".getBytes(StandardCharsets.UTF_8)).hex(),
                component.at("/components/1/hashes/0/content").asString());
    }

    @Test
    void refusesToListFilesThatWereChanged() throws IOException {
        Path folder = Files.createDirectories(data.resolve("staged"));
        Files.writeString(folder.resolve("model.onnx"), "model");
        RevisionId id = admit(folder);
        Path stored = models.modelFile(id);
        assertTrue(stored.toFile().setWritable(true));
        Files.writeString(stored, "other");

        assertEquals(
                "BOM-002",
                switch (boms.json(id)) {
                    case Outcome.Done<String>(String text) -> text;
                    case Outcome.Refused<String>(var problem) -> problem.code().id();
                });
    }

    private RevisionId admit(Path folder) {
        Revision base = models.registry().latest().find(Entries.BASE).orElseThrow();
        return switch (models.admit(
                new Admission(
                        folder,
                        new ModelName("large"),
                        Stage.VERIFIED,
                        base.origin(),
                        base.facts(),
                        Optional.empty(),
                        Optional.empty()))) {
            case Outcome.Done<Revision>(Revision revision) -> revision.id();
            case Outcome.Refused<Revision>(var problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    private void describe(String licence) {
        var curation =
                new LiveCuration(
                        models, ledger, (_, decision) -> decision.apply(List.of()), () -> "ada");
        curation.describe(
                Entries.MODEL,
                new ModelCard(
                        Optional.of("Ada"),
                        Optional.of("file types"),
                        Optional.of(RiskClass.LIMITED),
                        Optional.of(licence),
                        Optional.of("Acme")));
    }

    private static String property(JsonNode component, String name) {
        return component
                .path("properties")
                .valueStream()
                .filter(property -> property.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("value")
                .asString();
    }

    private JsonNode component(RevisionId id) {
        return Json.mapper().readTree(json(id)).at("/metadata/component");
    }

    private String json(RevisionId id) {
        return switch (boms.json(id)) {
            case Outcome.Done<String>(String text) -> text;
            case Outcome.Refused<String>(var problem) ->
                    throw new AssertionError(problem.toString());
        };
    }

    private static List<String> faults(String json) throws IOException {
        return new JsonParser()
                .validate(json.getBytes(StandardCharsets.UTF_8), Version.VERSION_16).stream()
                        .map(Throwable::getMessage)
                        .toList();
    }
}
