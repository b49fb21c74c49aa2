package io.casemate.engine.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.introspect.VisibilityChecker;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The one JSON mapper: duplicate keys and deep nesting are refused, unknown fields too.
public final class Json {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_STRING = 16 << 20;
    private static final int MAX_NUMBER = 40;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxStringLength(MAX_STRING)
                                                    .maxNumberLength(MAX_NUMBER)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .changeDefaultVisibility(Json::componentsOnly)
                    .build();

    private Json() {}

    public static JsonMapper mapper() {
        return MAPPER;
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// {@return `value`, a record, as a tree}
    public static ObjectNode treeOf(Object value) {
        return MAPPER.valueToTree(value);
    }

    /// @throws tools.jackson.core.JacksonException when `tree` does not fit `type`
    public static <T> T read(JsonNode tree, Class<T> type) {
        return MAPPER.treeToValue(tree, type);
    }

    /// A record is its components; claims such as `isReady()` are computed from them.
    private static VisibilityChecker componentsOnly(VisibilityChecker checker) {
        return checker.withIsGetterVisibility(Visibility.NONE)
                .withGetterVisibility(Visibility.NONE)
                .withFieldVisibility(Visibility.ANY);
    }
}
