package io.casemate.engine.models;

/// Event: this is what is said about a model from now on.
public record CardSet(ModelName model, ModelCard card) {}
