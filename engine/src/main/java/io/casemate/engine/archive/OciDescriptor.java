package io.casemate.engine.archive;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What points to a blob (OCI image specification, "Content Descriptors").
///
/// @param hex SHA-256 of the blob
/// @param size of the blob in bytes
record OciDescriptor(String mediaType, String hex, long size, JsonNode annotations) {
    private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}");

    /// @throws ArchiveRefusal when `node` is no descriptor, or its digest is of another kind
    static OciDescriptor of(JsonNode node) {
        String digest = node.path("digest").asString("");
        long size = node.path("size").asLong(-1);
        if (!SHA256.matcher(digest).matches() || size < 0) {
            throw OciBlobs.bad(
                    "A part has the digest '%s' and the size %d; sha256 and a size are needed."
                            .formatted(Names.printable(digest), size));
        }
        return new OciDescriptor(
                node.path("mediaType").asString(""),
                digest.substring("sha256:".length()),
                size,
                node.path("annotations"));
    }

    /// {@return the first of `keys` that is annotated}
    Optional<String> annotation(String... keys) {
        return annotation(annotations, keys);
    }

    static Optional<String> annotation(JsonNode annotations, String... keys) {
        for (String key : keys) {
            String value = annotations.path(key).asString("");
            if (!value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
