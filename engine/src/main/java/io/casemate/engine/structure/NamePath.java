package io.casemate.engine.structure;

import java.util.List;
import java.util.stream.Stream;

/// Exporters put the path of the module that a node came from into its name, such as
/// `/encoder/layer.0/attention/MatMul`.
final class NamePath {
    private NamePath() {}

    /// {@return the names before the last one; none when the name is no path}
    static List<String> of(String name) {
        String separator = name.indexOf('/') >= 0 ? "/" : "\\.";
        List<String> parts =
                Stream.of(name.split(separator)).filter(part -> !part.isEmpty()).toList();
        return parts.size() < 2 ? List.of() : parts.subList(0, parts.size() - 1);
    }
}
