package io.casemate.engine.archive;

import io.casemate.engine.json.CanonicalJson;
import io.casemate.engine.json.Json;
import io.casemate.engine.units.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Lays a model out as [OciLayout] reads it (OCI image specification 1.1, "Image Layout"). The same
/// model yields the same bytes.
///
/// ```
/// oci-layout
/// index.json ── manifest of the model ── configuration, layers
///            └─ manifest of each attachment ── subject: the model; empty configuration, one layer
/// blobs/sha256/…
/// ```
public final class OciWriter {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String MODEL = "application/vnd.cncf.model.manifest.v1+json";
    private static final String MODEL_CONFIG = "application/vnd.cncf.model.config.v1+json";
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final String TITLE = "org.opencontainers.image.title";
    private static final int SCHEMA_VERSION = 2;
    private static final int MODE = 0644;

    private final ModelPack pack;
    private final SortedMap<String, PackedFile> files = new TreeMap<>();

    /// A layout that is not written yet.
    ///
    /// @param manifest digest of the model's manifest
    /// @param files sorted by path
    public record Layout(Digest manifest, List<PackedFile> files) {
        public Layout {
            files = List.copyOf(files);
        }
    }

    private OciWriter(ModelPack pack) {
        this.pack = pack;
    }

    /// {@return the files of the layout}
    public static Layout layout(ModelPack pack) {
        var writer = new OciWriter(pack);
        Digest manifest = writer.layOut();
        return new Layout(manifest, List.copyOf(writer.files.values()));
    }

    private Digest layOut() {
        ObjectNode model = document(MANIFEST, model());
        ObjectNode index = Json.object().put("schemaVersion", SCHEMA_VERSION);
        index.put("mediaType", INDEX);
        ArrayNode manifests = index.putArray("manifests");
        ObjectNode listed = model.deepCopy().put("artifactType", MODEL);
        listed.putObject("annotations")
                .put("org.opencontainers.image.ref.name", pack.label().tag())
                .put(TITLE, pack.label().title());
        manifests.add(listed);
        for (ModelPack.Attachment attachment : pack.attachments()) {
            manifests.add(
                    document(MANIFEST, manifest(attachment, model))
                            .put("artifactType", attachment.mediaType()));
        }
        put(PackedFile.of("index.json", CanonicalJson.bytesOf(index)));
        String mark = "{\"imageLayoutVersion\":\"1.0.0\"}";
        put(PackedFile.of("oci-layout", mark.getBytes(StandardCharsets.UTF_8)));
        return Digest.parse(model.path("digest").asString());
    }

    private ObjectNode model() {
        ObjectNode manifest = manifest(MODEL);
        manifest.set("config", document(MODEL_CONFIG, configuration()));
        ArrayNode layers = manifest.putArray("layers");
        for (ModelPack.Layer layer : pack.layers()) {
            ObjectNode listed = blob(layer.kind().mediaType(), layer.digest(), layer.file());
            listed.set("annotations", annotations(layer.file()));
            layers.add(listed);
        }
        annotate(manifest);
        return manifest;
    }

    private ObjectNode configuration() {
        ObjectNode configuration = pack.configuration().deepCopy();
        ObjectNode content = configuration.putObject("modelfs").put("type", "layers");
        ArrayNode digests = content.putArray("diffIds");
        pack.layers().forEach(layer -> digests.add(layer.digest().toString()));
        return configuration;
    }

    /// Two keys for the path: ModelPack's, and the one of tools that know OCI only.
    private ObjectNode annotations(PackedFile file) {
        ObjectNode facts =
                Json.object()
                        .put("name", file.path())
                        .put("mode", MODE)
                        .put("uid", 0)
                        .put("gid", 0)
                        .put("size", file.size())
                        .put("mtime", pack.label().time().toString())
                        .put("typeflag", '0');
        return Json.object()
                .put("org.cncf.model.filepath", file.path())
                .put("org.cncf.model.file.metadata+json", CanonicalJson.textOf(facts))
                .put(TITLE, file.path());
    }

    private ObjectNode manifest(ModelPack.Attachment attachment, ObjectNode subject) {
        ObjectNode manifest = manifest(attachment.mediaType());
        manifest.set("config", document(EMPTY, Json.object()).put("data", "e30="));
        ObjectNode listed = blob(attachment.mediaType(), attachment.digest(), attachment.file());
        listed.putObject("annotations").put(TITLE, attachment.file().path());
        manifest.putArray("layers").add(listed);
        manifest.set("subject", subject);
        annotate(manifest);
        return manifest;
    }

    private static ObjectNode manifest(String artifactType) {
        return Json.object()
                .put("schemaVersion", SCHEMA_VERSION)
                .put("mediaType", MANIFEST)
                .put("artifactType", artifactType);
    }

    private void annotate(ObjectNode manifest) {
        manifest.putObject("annotations")
                .put("org.opencontainers.image.created", pack.label().time().toString())
                .put(TITLE, pack.label().title())
                .put("org.opencontainers.image.version", pack.label().version());
    }

    private ObjectNode document(String mediaType, ObjectNode document) {
        byte[] content = CanonicalJson.bytesOf(document);
        return blob(mediaType, Digest.of(content), PackedFile.of("document", content));
    }

    /// {@return the descriptor of a blob that holds what `file` holds}
    private ObjectNode blob(String mediaType, Digest digest, PackedFile file) {
        put(file.checked(digest).at("blobs/sha256/" + digest.hex()));
        return Json.object()
                .put("mediaType", mediaType)
                .put("digest", digest.toString())
                .put("size", file.size());
    }

    private void put(PackedFile file) {
        files.put(file.path(), file);
    }
}
