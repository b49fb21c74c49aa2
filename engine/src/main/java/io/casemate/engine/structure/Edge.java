package io.casemate.engine.structure;

/// A value on its way between two vertices.
///
/// @param from a vertex of [ModelStructure]
/// @param to a vertex of [ModelStructure]
public record Edge(int from, int to, String value) {}
