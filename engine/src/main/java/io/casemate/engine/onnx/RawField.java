package io.casemate.engine.onnx;

/// A protobuf field kept as it was, because nothing here needs to understand it.
///
/// @param number field number
/// @param wireType protobuf wire type: 0, 1, 2 or 5
/// @param payload the encoded value, without tag and without length prefix
public record RawField(int number, int wireType, Source payload) {}
