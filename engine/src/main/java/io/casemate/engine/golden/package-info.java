/// Golden sets: real inputs, and labels where there are any, on which accuracy is measured. Front
/// door: [GoldenSet].
@NullMarked
package io.casemate.engine.golden;

import org.jspecify.annotations.NullMarked;
