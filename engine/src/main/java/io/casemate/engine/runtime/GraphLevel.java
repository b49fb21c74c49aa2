package io.casemate.engine.runtime;

/// How far ONNX Runtime rewrites a graph while it loads it.
public enum GraphLevel {
    OFF,
    /// What changes no result, such as folding constants.
    BASIC,
    /// Also fusions of operators.
    EXTENDED,
    /// Also other memory layouts.
    ALL
}
