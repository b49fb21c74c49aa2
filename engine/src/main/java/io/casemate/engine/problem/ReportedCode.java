package io.casemate.engine.problem;

/// A problem code that came from another process of ours, over a pipe or socket.
public record ReportedCode(String id, Kind kind) implements ProblemCode {}
