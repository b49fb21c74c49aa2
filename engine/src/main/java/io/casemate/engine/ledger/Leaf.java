package io.casemate.engine.ledger;

import io.casemate.engine.json.CanonicalJson;
import io.casemate.engine.json.Json;
import io.casemate.engine.units.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An entry as it stands in the log: canonical JSON of `seq`, `time`, `actor`, `action`, `subject`,
/// `body` and `prev`, the leaf hash of the entry before (64 zeros in the first).
///
/// @param previous leaf hash that the entry before must have
record Leaf(LedgerEntry entry, Digest previous) {
    static final Digest NONE = new Digest("0".repeat(64));
    static final int MAX_BYTES = 8 << 20;

    private static final Set<String> FIELDS =
            Set.of("seq", "time", "actor", "action", "subject", "body", "prev");

    /// The bytes of a new leaf.
    static byte[] write(Draft draft, Stamp stamp) {
        ObjectNode leaf = Json.object();
        leaf.put("seq", stamp.sequence());
        leaf.put("time", stamp.time().toString());
        leaf.put("actor", stamp.actor());
        leaf.put("action", draft.action());
        leaf.put("subject", draft.subject());
        leaf.set("body", draft.body());
        leaf.put("prev", stamp.previous().hex());
        byte[] bytes = CanonicalJson.bytesOf(leaf);
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("leaf is over 8 MiB: " + bytes.length);
        }
        return bytes;
    }

    /// @throws IllegalArgumentException when `bytes` are no leaf; the message says why
    static Leaf parse(byte[] bytes) {
        try {
            JsonNode tree = Json.mapper().readTree(bytes);
            if (!(tree instanceof ObjectNode leaf)
                    || !FIELDS.equals(Set.copyOf(leaf.propertyNames()))) {
                throw new IllegalArgumentException("It does not have the fields of an entry");
            }
            LedgerEntry entry =
                    new LedgerEntry(
                            leaf.get("seq").longValue(),
                            Instant.parse(leaf.get("time").stringValue()),
                            leaf.get("actor").stringValue(),
                            leaf.get("action").stringValue(),
                            leaf.get("subject").stringValue(),
                            leaf.get("body").asObject(),
                            MerkleTree.leafHash(bytes));
            return new Leaf(entry, new Digest(leaf.get("prev").stringValue()));
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("It cannot be read: " + e.getMessage(), e);
        }
    }

    /// {@return whether `bytes` are the one canonical form of what they say}
    static boolean isCanonical(byte[] bytes) {
        return Arrays.equals(bytes, CanonicalJson.bytesOf(Json.mapper().readTree(bytes)));
    }

    /// What the ledger adds to a draft.
    record Stamp(long sequence, Instant time, String actor, Digest previous) {}
}
