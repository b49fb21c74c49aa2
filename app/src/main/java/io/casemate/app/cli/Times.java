package io.casemate.app.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;

/// Times of answers as people read them.
final class Times {

    private Times() {}

    /// {@return the instant that `time` holds, to the second}
    static String toSecond(JsonNode time) {
        return Instant.parse(time.asString()).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
