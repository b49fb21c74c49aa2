package io.casemate.engine.models;

/// How much harm a model can do where it is used, as its owner judges.
public enum RiskClass {
    MINIMAL,
    LIMITED,
    HIGH
}
