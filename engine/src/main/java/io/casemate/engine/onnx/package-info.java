/// ONNX models as immutable values under the names of `onnx.proto`; a bounded reader and a writer.
/// Pure: knows no registry, no runtime.
@NullMarked
package io.casemate.engine.onnx;

import org.jspecify.annotations.NullMarked;
