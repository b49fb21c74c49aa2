package io.casemate.engine.signing;

import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// A signature with one wrong thing in it.
///
/// @param says part of the reason
record HostileSignature(
        String name,
        String code,
        String says,
        Consumer<ObjectNode> statement,
        Consumer<ObjectNode> bundle,
        Consumer<Path> files) {
    @Override
    public String toString() {
        return name;
    }
}
