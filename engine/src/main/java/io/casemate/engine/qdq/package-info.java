/// Static INT8: ranges of activations from samples, and models in which `QuantizeLinear` and
/// `DequantizeLinear` stand around the operators for which ONNX Runtime has integer kernels. Front
/// door: [StaticInt8]. Runs models, so it works in workers only.
@NullMarked
package io.casemate.engine.qdq;

import org.jspecify.annotations.NullMarked;
