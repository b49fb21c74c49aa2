/// Smaller models, with the price measured: recipes in pure Java on the ONNX model. Front door:
/// [Quantizations].
@NullMarked
package io.casemate.engine.quantize;

import org.jspecify.annotations.NullMarked;
