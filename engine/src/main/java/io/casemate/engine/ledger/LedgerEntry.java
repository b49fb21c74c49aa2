package io.casemate.engine.ledger;

import io.casemate.engine.json.Json;
import io.casemate.engine.units.Digest;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/// One leaf of the ledger.
///
/// @param sequence position in the log, from 0, without holes
/// @param time when it was written, UTC
/// @param actor who asked for it
/// @param action what happened, see [Draft]
/// @param leafHash RFC 6962 leaf hash: SHA-256(0x00 ‖ canonical JSON of the leaf)
public record LedgerEntry(
        long sequence,
        Instant time,
        String actor,
        String action,
        String subject,
        ObjectNode body,
        Digest leafHash) {

    /// {@return whether this is an event of the record class `type`}
    public boolean is(Class<? extends Record> type) {
        return action.equals(type.getSimpleName());
    }

    /// {@return the event; `type` must be the class it was drafted from}
    public <T extends Record> T event(Class<T> type) {
        return Json.read(body, type);
    }
}
