/// What a model's values look like and what its nodes cost, worked out without running it: element
/// types and shapes, floating-point operations, bytes moved, peak memory. Front doors:
/// [ShapeInference] and [GraphCosts]. Knows no runtime and no registry, and never reads weights.
@NullMarked
package io.casemate.engine.shapes;

import org.jspecify.annotations.NullMarked;
