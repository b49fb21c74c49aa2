/// Tensors on their way between files, wires and sessions, under Open Inference Protocol names.
@NullMarked
package io.casemate.engine.tensors;

import org.jspecify.annotations.NullMarked;
