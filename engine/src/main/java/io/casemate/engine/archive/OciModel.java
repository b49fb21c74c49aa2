package io.casemate.engine.archive;

import io.casemate.engine.units.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A ModelPack model in an OCI layout.
///
/// @param title what it is called there
/// @param layers those that are unpacked
/// @param leftOut how many hold documentation, code or something else
public record OciModel(Optional<String> title, List<Layer> layers, int leftOut) {
    private static final String NAMESPACE = "application/vnd\\.(?:cncf|cnai)\\.model\\.";
    private static final Pattern MODEL =
            Pattern.compile(NAMESPACE + "(?:manifest|config)\\.v1\\+json");
    private static final Pattern LAYER =
            Pattern.compile(
                    NAMESPACE
                            + "(?:weight|weight\\.config|dataset|unknown)\\.v1"
                            + "\\.(raw|tar|tar\\+gzip|tar\\+zstd)");
    private static final String TITLE = "org.opencontainers.image.title";
    private static final int MAX_LAYERS = 1024;

    /// More than is ever unpacked; sizes are only what a descriptor says.
    private static final long MAX_SIZE = UnpackLimits.STANDARD.bytes().count();

    public OciModel {
        layers = List.copyOf(layers);
    }

    /// One layer.
    ///
    /// @param packing `raw`, `tar`, `tar+gzip` or `tar+zstd`
    record Layer(OciDescriptor blob, String packing) {
        /// {@return where a raw layer goes}
        Optional<String> path() {
            return blob.annotation("org.cncf.model.filepath", "org.cnai.model.filepath", TITLE);
        }
    }

    /// {@return the bytes of all layers that are unpacked, as packed}
    public Bytes size() {
        long size = 0;
        for (Layer layer : layers) {
            size = Math.min(MAX_SIZE, size + Math.min(MAX_SIZE, layer.blob().size()));
        }
        return new Bytes(size);
    }

    /// {@return the model that `manifest` describes; empty if it describes something else}
    static Optional<OciModel> of(OciDescriptor found, JsonNode manifest) {
        String artifact = manifest.path("artifactType").asString("");
        String config = manifest.path("config").path("mediaType").asString("");
        if (!MODEL.matcher(artifact).matches() && !MODEL.matcher(config).matches()) {
            return Optional.empty();
        }
        JsonNode layers = manifest.path("layers");
        if (layers.size() > MAX_LAYERS) {
            throw OciBlobs.bad("It has %d layers (limit %d).".formatted(layers.size(), MAX_LAYERS));
        }
        List<Layer> taken =
                layers.valueStream().map(OciModel::layer).flatMap(Optional::stream).toList();
        Optional<String> title =
                OciDescriptor.annotation(manifest.path("annotations"), TITLE)
                        .or(() -> found.annotation(TITLE));
        return Optional.of(new OciModel(title, taken, layers.size() - taken.size()));
    }

    private static Optional<Layer> layer(JsonNode node) {
        Matcher type = LAYER.matcher(node.path("mediaType").asString(""));
        return type.matches()
                ? Optional.of(new Layer(OciDescriptor.of(node), type.group(1)))
                : Optional.empty();
    }
}
