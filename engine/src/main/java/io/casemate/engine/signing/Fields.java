package io.casemate.engine.signing;

import io.casemate.engine.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One JSON object of a signature file, read strictly.
///
/// @param what the refusal's first sentence
/// @param place where the object is, such as `dsseEnvelope`
record Fields(String what, String place, JsonNode tree) {

    static Fields parse(String what, String place, byte[] content) throws Refusal {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            JsonNode tree = Json.mapper().readTree(text);
            return new Fields(what, place, tree).checked();
        } catch (CharacterCodingException _) {
            throw new Fields(what, place, Json.object()).broken("is no UTF-8 text");
        } catch (JacksonException e) {
            throw new Fields(what, place, Json.object())
                    .broken("is no JSON that is accepted here: " + e.getOriginalMessage());
        }
    }

    private Fields checked() throws Refusal {
        if (!tree.isObject()) {
            throw broken("is no object");
        }
        return this;
    }

    Fields only(Set<String> known) throws Refusal {
        for (String name : tree.propertyNames()) {
            if (!known.contains(name)) {
                throw broken("has an unknown field '%s'".formatted(shortened(name)));
            }
        }
        return this;
    }

    boolean has(String name) {
        JsonNode node = tree.path(name);
        return !node.isMissingNode() && !node.isNull();
    }

    Fields object(String name) throws Refusal {
        return new Fields(what, place + "." + name, tree.path(name)).checked();
    }

    /// {@return the elements of the list `name`; none when it is absent}
    List<Fields> list(String name, int limit) throws Refusal {
        JsonNode list = tree.path(name);
        if (has(name) && !list.isArray()) {
            throw broken("has no list '%s'".formatted(name));
        }
        if (list.size() > limit) {
            throw broken(
                    "has %,d elements in '%s'; the limit is %,d"
                            .formatted(list.size(), name, limit));
        }
        List<Fields> elements = new ArrayList<>();
        for (JsonNode element : list) {
            elements.add(
                    new Fields(what, "%s.%s[%d]".formatted(place, name, elements.size()), element));
        }
        return elements;
    }

    Fields asObject() throws Refusal {
        return checked();
    }

    String asText() throws Refusal {
        if (!tree.isString()) {
            throw broken("is no text");
        }
        return tree.stringValue();
    }

    String text(String name) throws Refusal {
        JsonNode node = tree.path(name);
        if (!node.isString()) {
            throw broken("has no text '%s'".formatted(name));
        }
        return node.stringValue();
    }

    byte[] base64(String name) throws Refusal {
        try {
            return Base64.getDecoder().decode(text(name));
        } catch (IllegalArgumentException _) {
            throw broken("holds no Base64 in '%s'".formatted(name));
        }
    }

    Refusal broken(String how) {
        return SigningProblem.UNUSABLE_SIGNATURE.refusal(
                what,
                "The signature file is broken: %s %s.".formatted(place, how),
                "Get the signature file again from its signer, or have the model signed again.");
    }

    static String shortened(String text) {
        String plain =
                text.codePoints().anyMatch(Character::isISOControl)
                        ? text.replaceAll("\\p{Cntrl}", "?")
                        : text;
        return plain.length() <= 80 ? plain : plain.substring(0, 80) + "…";
    }
}
