package io.casemate.engine.samples;

/// A value inside a model.
///
/// @param value its name
/// @param width length of its last axis
public record Watched(String value, int width) {

    /// {@return bytes that its second moments take}
    public long bytes() {
        return (long) width * width / 2 * Double.BYTES;
    }
}
