package io.casemate.engine.signing;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The parts of a signature: of its bundle, and of the statement that is signed.
final class SignatureParts {
    private SignatureParts() {}

    static ObjectNode material(ObjectNode bundle) {
        return (ObjectNode) bundle.get("verificationMaterial");
    }

    static void hint(ObjectNode bundle, String hint) {
        material(bundle).putObject("publicKey").put("hint", hint);
    }

    static ObjectNode envelope(ObjectNode bundle) {
        return (ObjectNode) bundle.get("dsseEnvelope");
    }

    static ObjectNode signature(ObjectNode bundle) {
        return (ObjectNode) envelope(bundle).get("signatures").get(0);
    }

    static ObjectNode serialization(ObjectNode statement) {
        return (ObjectNode) statement.get("predicate").get("serialization");
    }

    static ArrayNode resources(ObjectNode statement) {
        return (ArrayNode) statement.get("predicate").get("resources");
    }

    static ObjectNode resource(ObjectNode statement, int index) {
        return (ObjectNode) resources(statement).get(index);
    }
}
