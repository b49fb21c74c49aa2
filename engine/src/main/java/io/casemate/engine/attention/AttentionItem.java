package io.casemate.engine.attention;

import java.time.Instant;

/// Something that wants a decision.
///
/// @param what what is wrong, naming the thing
/// @param why its cause, with figures
/// @param remedy the next action
/// @param subject what it is about, such as a deployment's name
public record AttentionItem(
        Severity severity,
        Topic topic,
        String subject,
        String what,
        String why,
        String remedy,
        Instant since) {

    AttentionItem withSince(Instant first) {
        return new AttentionItem(severity, topic, subject, what, why, remedy, first);
    }

    public enum Severity {
        CRITICAL,
        WARNING,
        NOTICE
    }

    /// Which screen can do something about it.
    public enum Topic {
        HOST,
        DEPLOYMENT,
        MODEL,
        LEDGER
    }
}
