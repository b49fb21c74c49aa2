package io.casemate.engine.onnx;

/// An operator set that a model uses.
///
/// @param domain empty is `ai.onnx`
public record OpsetImport(String domain, long version) {

    public OpsetImport {
        domain = domain.equals("ai.onnx") ? "" : domain;
    }
}
