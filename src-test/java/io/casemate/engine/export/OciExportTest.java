package io.casemate.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.archive.Archives;
import io.casemate.engine.archive.OciLayout;
import io.casemate.engine.archive.OciModel;
import io.casemate.engine.archive.UnpackLimits;
import io.casemate.engine.json.Json;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.signing.Provenance;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Exported OCI layouts: by the rules of the OCI image specification 1.1 and of ModelPack 1.0, and
/// as our own reader takes them.
final class OciExportTest {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CNCF = "application/vnd.cncf.model.";

    @TempDir Path temp;
    private Shop shop;
    private Revision revision;
    private TrustStore trust;
    private Path layout;

    @BeforeEach
    void export() throws Exception {
        shop = Shop.open(temp);
        revision = shop.admit();
        trust = shop.sign(revision, "key.pem");
        shop.export(revision, ExportFormat.OCI_LAYOUT, "layout");
        layout = shop.out().resolve("layout");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private static JsonNode json(Path file) throws IOException {
        return Json.mapper().readTree(Files.readString(file));
    }

    /// {@return what a descriptor points to, once its digest and size are found to be right}
    private byte[] blob(JsonNode descriptor) throws IOException {
        String digest = descriptor.path("digest").asString();
        byte[] content =
                Files.readAllBytes(layout.resolve("blobs").resolve(digest.replace(':', '/')));
        assertEquals(digest, Digest.of(content).toString());
        assertEquals(descriptor.path("size").asLong(-1), content.length);
        assertTrue(!descriptor.path("mediaType").asString("").isEmpty(), descriptor.toString());
        return content;
    }

    private JsonNode document(JsonNode descriptor) throws IOException {
        return Json.mapper().readTree(blob(descriptor));
    }

    @Test
    void holdsWhatTheImageLayoutAsksForAndNothingElse() throws IOException {
        assertEquals(
                "1.0.0", json(layout.resolve("oci-layout")).path("imageLayoutVersion").asString());
        JsonNode index = json(layout.resolve("index.json"));
        assertEquals(2, index.path("schemaVersion").asInt());
        Set<String> reached = new TreeSet<>(Set.of("index.json", "oci-layout"));
        for (JsonNode descriptor : index.path("manifests")) {
            assertEquals(MANIFEST, descriptor.path("mediaType").asString());
            JsonNode manifest = document(descriptor);
            assertEquals(2, manifest.path("schemaVersion").asInt());
            assertEquals(MANIFEST, manifest.path("mediaType").asString());
            assertEquals(manifest.path("artifactType"), descriptor.path("artifactType"));
            List<JsonNode> all = new ArrayList<>(List.of(descriptor, manifest.path("config")));
            manifest.path("layers").forEach(all::add);
            for (JsonNode one : all) {
                blob(one);
                reached.add("blobs/" + one.path("digest").asString().replace(':', '/'));
            }
        }

        assertEquals(Shop.contents(layout).keySet(), reached);
    }

    @Test
    void describesTheModelAsModelPackDoes() throws IOException {
        JsonNode listed = json(layout.resolve("index.json")).at("/manifests/0");
        JsonNode manifest = document(listed);

        assertEquals(CNCF + "manifest.v1+json", manifest.path("artifactType").asString());
        assertEquals(CNCF + "config.v1+json", manifest.at("/config/mediaType").asString());
        assertEquals(
                revision.id().digest().abbreviated(),
                listed.path("annotations").path("org.opencontainers.image.ref.name").asString());
        List<String> layers = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        for (JsonNode layer : manifest.path("layers")) {
            layers.add(
                    layer.path("mediaType").asString().substring(CNCF.length())
                            + " "
                            + layer.path("annotations").path("org.cncf.model.filepath").asString());
            digests.add(layer.path("digest").asString());
        }
        assertEquals(
                List.of(
                        "weight.v1.raw magika/data/w.bin",
                        "weight.v1.raw magika/model.onnx",
                        "weight.config.v1.raw magika/model.sig",
                        "dataset.v1.tar golden"),
                layers);
        JsonNode config = document(manifest.path("config"));
        assertEquals(Set.of("config", "descriptor", "modelfs"), Set.copyOf(config.propertyNames()));
        assertEquals("onnx", config.at("/config/format").asString());
        assertEquals("6.7m", config.at("/config/paramSize").asString());
        assertEquals("layers", config.at("/modelfs/type").asString());
        assertEquals(Json.mapper().valueToTree(digests), config.at("/modelfs/diffIds"));
        assertEquals("magika", config.at("/descriptor/name").asString());
    }

    @Test
    void refersToTheModelFromItsBillOfMaterials() throws IOException {
        JsonNode index = json(layout.resolve("index.json"));
        JsonNode manifest = document(index.at("/manifests/1"));

        assertEquals("application/vnd.cyclonedx+json", manifest.path("artifactType").asString());
        assertEquals(index.at("/manifests/0/digest"), manifest.path("subject").path("digest"));
        assertEquals("{}", new String(blob(manifest.path("config"))));
        assertEquals("CycloneDX", document(manifest.at("/layers/0")).path("bomFormat").asString());
    }

    @Test
    void isReadBackAsFolderAndAsArchive() throws Exception {
        shop.export(revision, ExportFormat.OCI_ARCHIVE, "layout.tar");
        Path unpacked =
                Shop.done(
                        Archives.unpack(
                                shop.out().resolve("layout.tar"),
                                temp.resolve("unpacked"),
                                UnpackLimits.STANDARD,
                                Progress.NONE));
        assertEquals(Shop.contents(layout), Shop.contents(unpacked));

        OciModel model = Shop.done(OciLayout.modelsIn(layout)).getFirst();
        Path files =
                Shop.done(OciLayout.unpack(layout, model, temp.resolve("files"), Progress.NONE));

        assertEquals(Optional.of("magika"), model.title());
        assertEquals(0, model.leftOut());
        shop.export(revision, ExportFormat.FOLDER, "folder");
        var plain = Shop.contents(shop.out().resolve("folder"));
        plain.remove("bom.cdx.json");
        assertEquals(plain, Shop.contents(files));
        Path signed = files.resolve("magika");
        Shop.done(
                new Provenance(Clock.systemUTC())
                        .verify(signed, signed.resolve("model.sig"), trust));
    }

    @Test
    void isRefusedByTheReaderOnceAnyPartOfTheModelIsChanged() throws Exception {
        JsonNode index = json(layout.resolve("index.json"));
        List<JsonNode> parts = new ArrayList<>();
        index.path("manifests").forEach(parts::add);
        document(index.at("/manifests/0")).path("layers").forEach(parts::add);
        for (JsonNode part : parts) {
            String digest = part.path("digest").asString();
            Path file = layout.resolve("blobs").resolve(digest.replace(':', '/'));
            byte[] good = Files.readAllBytes(file);
            byte[] bad = good.clone();
            bad[good.length / 2] ^= 1;

            Files.write(file, bad);
            assertFalse(isTaken(digest.substring(7)), digest);

            Files.write(file, good);
        }
        assertTrue(isTaken("good"));
    }

    private boolean isTaken(String changed) throws Exception {
        Path target = temp.resolve("again-" + changed);
        return switch (OciLayout.modelsIn(layout)) {
            case Outcome.Refused<List<OciModel>> _ -> false;
            case Outcome.Done<List<OciModel>>(List<OciModel> models) ->
                    OciLayout.unpack(layout, models.getFirst(), target, Progress.NONE)
                            instanceof Outcome.Done<?>;
        };
    }
}
