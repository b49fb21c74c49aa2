package io.casemate.engine.airlock;

/// Something about a model that people should know, although it does not keep the model out.
///
/// @param code stable, `AL-nnn`
/// @param text what was found and where, in whole sentences
public record Finding(String code, Severity severity, String text) {

    /// How much a finding matters.
    public enum Severity {
        INFO,
        WARNING
    }
}
