package io.casemate.engine.tasks;

/// Identifies a task for as long as this process lives.
public record TaskId(long number) {}
