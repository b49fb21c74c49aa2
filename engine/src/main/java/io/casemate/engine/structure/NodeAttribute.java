package io.casemate.engine.structure;

/// An attribute of a node as text; long lists are cut off and say how long they are.
public record NodeAttribute(String name, String text) {}
