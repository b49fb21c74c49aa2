package io.casemate.engine.ledger;

import io.casemate.engine.json.CanonicalJson;
import io.casemate.engine.json.Json;
import io.casemate.engine.units.Digest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The form in which an entry is written and hashed: canonical JSON with `seq`, `time`, `actor`,
/// `action`, `subject`, `body` and `prev`, the leaf hash of the entry before.
final class Leaf {

    private Leaf() {}

    /// Who writes, and when.
    record Signature(Instant time, String actor) {}

    static byte[] encode(long sequence, Signature by, Draft draft, Digest previous) {
        ObjectNode leaf =
                Json.object()
                        .put("seq", sequence)
                        .put("time", by.time().toString())
                        .put("actor", by.actor())
                        .put("action", draft.action())
                        .put("subject", draft.subject())
                        .put("prev", previous.hex());
        leaf.set("body", draft.body());
        return CanonicalJson.bytes(leaf);
    }

    /// @throws IllegalArgumentException when the bytes are no leaf
    static LedgerEntry decode(byte[] payload) {
        try {
            JsonNode leaf = Json.mapper().readTree(payload);
            if (!(leaf.path("body") instanceof ObjectNode body)) {
                throw new IllegalArgumentException("it has no body");
            }
            return new LedgerEntry(
                    leaf.path("seq").asLong(-1),
                    Instant.parse(leaf.path("time").asString("")),
                    leaf.path("actor").asString(""),
                    leaf.path("action").asString(""),
                    leaf.path("subject").asString(""),
                    body,
                    MerkleTree.leafHash(payload));
        } catch (JacksonException | DateTimeParseException e) {
            throw new IllegalArgumentException("it is no entry: " + e.getMessage(), e);
        }
    }

    static String previous(byte[] payload) {
        return Json.mapper().readTree(payload).path("prev").asString("");
    }
}
