package io.casemate.engine.runtime;

import io.casemate.engine.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads what ONNX Runtime writes down while a session profiles: a JSON array of trace events, of
/// which those of category `Node` that end in `_kernel_time` tell node, operator and provider. The
/// times of nodes that hold others, such as `If` and `Loop`, include those.
public final class ProfileReader {
    private static final String SUFFIX = "_kernel_time";

    private ProfileReader() {}

    /// {@return the nodes that ran, the longest first}
    ///
    /// @throws IOException when the file cannot be read or is no profile
    public static List<NodeTime> read(Path profile) throws IOException {
        try {
            return read(Json.mapper().readTree(Files.readAllBytes(profile)));
        } catch (JacksonException e) {
            throw new IOException("%s is no profile: %s".formatted(profile.getFileName(), e), e);
        }
    }

    private static List<NodeTime> read(JsonNode events) {
        Map<String, NodeTime> nodes = new LinkedHashMap<>();
        for (JsonNode event : events) {
            String name = event.path("name").asString("");
            String provider = event.path("args").path("provider").asString("");
            if (event.path("cat").asString("").equals("Node")
                    && name.endsWith(SUFFIX)
                    && !provider.isEmpty()) {
                var seen =
                        new NodeTime(
                                name.substring(0, name.length() - SUFFIX.length()),
                                event.path("args").path("op_name").asString(""),
                                provider,
                                1,
                                event.path("dur").asLong(0));
                nodes.merge(seen.node() + "\n" + provider, seen, ProfileReader::sum);
            }
        }
        var sorted = new ArrayList<>(nodes.values());
        sorted.sort(
                Comparator.comparingLong(NodeTime::micros)
                        .reversed()
                        .thenComparing(NodeTime::node));
        return List.copyOf(sorted);
    }

    private static NodeTime sum(NodeTime one, NodeTime other) {
        return new NodeTime(
                one.node(),
                one.operator(),
                one.provider(),
                one.runs() + other.runs(),
                one.micros() + other.micros());
    }
}
