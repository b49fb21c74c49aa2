package io.casemate.engine.ledger;

import io.casemate.engine.json.Json;
import tools.jackson.databind.node.ObjectNode;

/// What a room wants written: something that has been decided and happens with this entry.
///
/// @param action past participle in the room's words, such as `ModelImported`
/// @param subject what it happened to, such as a revision or a deployment name
/// @param body the event's own data
public record Draft(String action, String subject, ObjectNode body) {

    /// {@return a draft whose action is the simple name of the event's record class}
    public static Draft of(Record event, String subject) {
        return new Draft(event.getClass().getSimpleName(), subject, Json.treeOf(event));
    }
}
